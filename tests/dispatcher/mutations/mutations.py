# SPDX-License-Identifier: Apache-2.0
"""Mistakes that the dispatcher's core must not make, each with the program that notices it.

`text` is found exactly once in include/lambent/detail/, and becomes `instead`. The program gets
`seconds`; one that fails, crashes or is not done by then has noticed. When a header changes so that
a text is found no more, write here what the same mistake looks like now.
"""

from typing import NamedTuple


class Mutation(NamedTuple):
    name: str
    text: str
    instead: str
    program: str = "grace_test"
    seconds: int = 30


MUTATIONS = [
    Mutation(
        "the heavy fence is an ordinary one",
        text="  if (!readers_are_light) return;\n",
        instead="  if (readers_are_light || !readers_are_light) return;\n",
        program="fence_litmus",
    ),
    Mutation(
        "a callable is destroyed without a look at who runs it",
        text="  if (is_running(node)) return false;\n",
        instead="",
    ),
    Mutation(
        "a retired list is freed without a look at who reads it",
        text="    if (seen) {\n",
        instead="    if (seen && false) {\n",
    ),
    Mutation(
        "walk() calls without a look at the state",
        text="    if (node->state.load(kAcquire) == Node::kLive) [[likely]]\n"
        "      goes_on = visit(*node);\n",
        instead="    goes_on = visit(*node);\n",
    ),
    Mutation(
        "dispatch_typed() calls without a look at the state",
        text="if (node.state.load(std::memory_order_acquire) == Node::kLive) [[likely]] {\n",
        instead="{\n",
    ),
    Mutation(
        "the last one to leave a dead handler does not destroy it",
        text="  heavy_fence();\n  destroy_if_idle(node);\n}\n",
        instead="  heavy_fence();\n}\n",
    ),
    Mutation(
        "walk() does not look back at the handler before",
        text="    if (left != nullptr && left->state.load(kAcquire) != Node::kLive) [[unlikely]]\n"
        "      leave_dead(*left);\n",
        instead="",
    ),
    Mutation(
        "walk() does not look back at the last handler",
        text="  if (node->state.load(kAcquire) != Node::kLive) [[unlikely]]\n"
        "    leave_dead(*node);\n",
        instead="",
    ),
    Mutation(
        "dispatch_typed() does not look back at the handler",
        text="        if (node.state.load(std::memory_order_acquire) != Node::kLive) [[unlikely]]\n"
        "          leave_dead(node);\n",
        instead="",
    ),
    Mutation(
        "protect() does not find out whether the list is still the one",
        text="      if (again == shared) return shared;\n",
        instead="      return shared;\n",
    ),
    Mutation(
        "dispatch_typed() does not find out whether the list is still the one",
        text="  if (head.load(std::memory_order_acquire) != list || list->flags != 0) "
        "[[unlikely]] {\n",
        instead="  if (list->flags != 0) [[unlikely]] {\n",
    ),
    Mutation(
        "walk() takes its hazard back before the call",
        text="[[likely]]\n"
        "      goes_on = visit(*node);\n",
        instead="[[likely]] {\n"
        "      publish<kLight>(frame.node, nullptr);\n"
        "      goes_on = visit(*node);\n"
        "    }\n",
    ),
    Mutation(
        "dispatch_typed() takes its hazard back before the call",
        text="        DispatchResult<E> result = call_handler<E>(node, event, nullptr, context);\n",
        instead="        publish<true>(frame.node, nullptr);\n"
        "        DispatchResult<E> result = call_handler<E>(node, event, nullptr, context);\n",
    ),
    Mutation(
        "unsubscribe() does not wait",
        text="    node.exits.wait(exits);\n",
        instead="    break;\n",
    ),
    Mutation(
        "unsubscribe() does not wait behind cancel()",
        text="  bury(node);\n",
        instead="  if (!bury(node)) return true;\n",
    ),
    Mutation(
        "unsubscribe() waits although that could never end",
        text="      if (would_wait_for_itself(waiter.thread, node, 64)) return false;\n",
        instead="",
        seconds=10,
    ),
]
