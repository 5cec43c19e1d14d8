using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Tests.Support;

/// <summary>Rules over groups, one of every kind, over the sensors of <see cref="RuleStream"/> and <see cref="GroupStream"/>.</summary>
internal static class GroupRules
{
    internal static readonly RuleSet All = Bench.Parse(
        """
        {"version": 2, "rules": [
          {"id": "g-all", "where": "hub", "per": "building", "when": {"kind": "all", "of": [
            {"sensors": {"quantity": "smoke"}, "when": {"kind": "match", "event": "contact"}},
            {"sensors": {"quantity": "water"}, "when": {"kind": "threshold", "above": "5 L", "hold": "2 min"}}]},
           "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "g-any", "where": "hub", "per": "device", "sensors": {"quantity": "door"}, "when": {"kind": "any", "of": [
            {"when": {"kind": "contact", "is": "active", "hold": "3 min"}}, {"when": {"kind": "silence", "of": "contact", "for": "9 min"}}],
            "hold": "4 min", "clearHold": "1 min"}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "g-none", "where": "hub", "per": "building", "sensors": {"quantity": "door"}, "when": {"kind": "none", "of": [
            {"when": {"kind": "match", "event": "contact"}}], "hold": "30 s"},
           "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "g-count", "where": "hub", "per": "grid", "sensors": {"quantity": "smoke"}, "when": {"kind": "count",
            "of": {"when": {"kind": "match", "event": "contact"}}, "atLeast": 2, "within": "4 min"},
           "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "g-then", "where": "hub", "per": "compound", "when": {"kind": "sequence",
            "first": {"sensors": {"quantity": "door"}, "when": {"kind": "match", "event": "contact"}},
            "then": {"sensors": {"quantity": "smoke"}, "when": {"kind": "match", "event": "contact"}}, "within": "1 min"},
           "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "g-without", "where": "hub", "per": "grid", "when": {"kind": "without",
            "first": {"sensors": {"quantity": "door"}, "when": {"kind": "contact", "is": "active", "hold": "2 min"}},
            "then": {"sensors": {"quantity": "smoke"}, "when": {"kind": "match", "event": "contact"}}, "within": "7 min"},
           "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "g-low", "where": "hub", "per": "building", "sensors": {"quantity": "water"},
           "when": {"kind": "window", "over": "24 min", "below": "40 L"},
           "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "g-home", "where": "hub", "per": "entrance", "sensors": {"quantity": "door"}, "when": {"kind": "none", "of": [
            {"when": {"kind": "contact", "is": "active"}}], "hold": "9 min"},
           "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}},
          {"id": "g-one", "where": "hub", "sensors": {"quantity": "smoke"}, "when": {"kind": "all", "of": [
            {"when": {"kind": "contact", "is": "active", "hold": "1 min"}}, {"when": {"kind": "match", "event": "contact"}}]},
           "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}}
        ]}
        """);
}
