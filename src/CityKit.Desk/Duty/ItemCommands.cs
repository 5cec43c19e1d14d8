using System.Collections.Immutable;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Modules;

namespace CityKit.Desk.Duty;

/// <summary>Makes the command of a work item's step; what cannot be read is refused before the hub sees it.</summary>
internal static class ItemCommands
{
    private const string Detail = "detail:";

    internal static (HubCommand? Command, Refusal? Refusal) Of(WorkItemId item, DutyStep step, StepValues values)
    {
        if (values["class"] is { } key && !ClassKey.TryParse(key, null, out _)) return (null, WrongClass(key));
        if (values["limit"] is { } limit && !WorkLimit.TryParse(limit, null, out _)) return (null, WrongLimit(limit));
        return (new StepItem(values.CommandId, item, CommandOf(step.Command, values)) { IfTag = step.Tag }, null);
    }

    private static WorkCommand CommandOf(string command, StepValues values) => new(command)
    {
        Reason = values["reason"],
        Reply = values["reply"],
        Photo = values["photo"],
        ShowPhoto = values["showPhoto"] == "true" && values["photo"] is not null,
        Assignee = values["assignee"] is { } who ? Assignee.Parse(who) : null,
        Condition = values["condition"],
        Outcome = values["outcome"],
        Person = values["person"],
        Class = values["class"] is { } key ? ClassKey.Parse(key) : null,
        Limit = values["limit"] is { } limit ? WorkLimit.Parse(limit) : null,
        Other = values["other"] is { } other ? WorkItemId.Parse(other[(other.IndexOf(':', StringComparison.Ordinal) + 1)..]) : null,
        CoHandlers = [.. Each(values["coHandlers"]).Select(Assignee.Parse)],
        Parts = [.. Each(values["parts"]).Select(profile => new PartRequest(profile))],
        Details = values.Values.Where(one => one.Key.StartsWith(Detail, StringComparison.Ordinal) && one.Value.Length > 0)
            .ToImmutableSortedDictionary(one => one.Key[Detail.Length..], one => one.Value),
    };

    private static string[] Each(string? list) =>
        list?.Split([',', '，', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static Refusal WrongClass(string found) => Refusal.Of("bad-request",
        $"'{found}' is no class; write it such as GB/T 47678.5-2026:matter:06010.",
        $"“{found}”不是类别，应如 GB/T 47678.5-2026:matter:06010。");

    private static Refusal WrongLimit(string found) => Refusal.Of("bad-request",
        $"'{found}' is no limit; write it such as '4 work hours'.", $"“{found}”不是时限，应如“4 工作时”。");
}
