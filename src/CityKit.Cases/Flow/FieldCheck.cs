using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core;
using CityKit.Core.Calendar;

namespace CityKit.Cases.Flow;

/// <summary>Whether a command carries what its row needs, and nothing too long.</summary>
internal readonly struct FieldCheck(WorkPolicy policy, GuardQuestion question, Transition row, WorkCommand command)
{
    private const int MaxReason = 2000;
    private const int MaxReference = 512;

    /// <summary>What is wrong: code, English, Chinese; null when nothing is.</summary>
    internal (string Code, string En, string Zh)? Wrong()
    {
        if (TooLong() is { } length) return length;
        foreach (var need in row.Needs)
            if (Missing(need) is { } missing) return missing;
        return WrongDetail() ?? WrongLimit();
    }

    private (string, string, string)? TooLong()
    {
        if (command.Reason?.Length > MaxReason || command.Reply?.Length > MaxReason
            || command.Photo?.Length > MaxReference || command.Assignee?.ToString().Length > MaxReference
            || command.Person?.Length > MaxReference)
            return ("too-long",
                $"A reason and a reply have at most {MaxReason} characters each, a photo's reference and an assignee {MaxReference}.",
                $"理由与答复各最多 {MaxReason} 字，照片引用与承办单位最多 {MaxReference} 字。");
        return command.CoHandlers.Count > WorkCommand.MaxHelpers || command.Parts.Count > WorkCommand.MaxHelpers
            ? ("too-long", $"There are at most {WorkCommand.MaxHelpers} co-handlers and parts.",
                $"协办单位与子件各最多 {WorkCommand.MaxHelpers} 个。") : null;
    }

    private (string, string, string)? Missing(string need) => need switch
    {
        "reason" => string.IsNullOrWhiteSpace(command.Reason) ? Needed("reason", "理由") : null,
        "reply" => string.IsNullOrWhiteSpace(command.Reply) ? Needed("reply", "答复") : null,
        "photo" => string.IsNullOrWhiteSpace(command.Photo) ? Needed("photo", "照片") : null,
        "class" => command.Class is null ? Needed("class", "分类") : null,
        "assignee" => string.IsNullOrWhiteSpace((command.Assignee ?? policy.DispatchFor(question.Item, question.Now)?.Assignee)?.Body)
            ? Needed("assignee", "承办单位") : null,
        "condition" => OneOf("condition", "立案条件", command.Condition ?? question.Item.Condition,
            policy.ConditionsOf(question.Item.Class).Select(condition => condition.Id)),
        "outcome" => OneOf("outcome", "结果", command.Outcome, question.Profile.Outcomes),
        "coHandlers" => command.CoHandlers.Count == 0 ? Needed("coHandlers", "协办单位") : null,
        "crew" => command.Assignee?.Crew is null ? Needed("crew", "班组") : null,
        "person" => string.IsNullOrWhiteSpace(command.Person) ? Needed("person", "承接人") : null,
        "parts" => command.Parts.Count == 0 ? Needed("parts", "子件") : null,
        "limit" => command.Limit is null ? Needed("limit", "时限") : null,
        "other" => command.Other is null || command.Other == question.Item.Id ? Needed("other", "另一工作项") : null,
        "otherBody" => IsAnotherBody() ? null : ("missing-field",
            $"'{command.Name}' needs an assignee of another body than {question.Item.Assignee?.Body ?? "none"}.",
            $"“{CommandName.Zh}”须指定“{question.Item.Assignee?.Body ?? "无"}”以外的承办单位。"),
        _ => MissingDetail(Words.Cut(need).Argument),
    };

    private bool IsAnotherBody() => command.Assignee?.Body is { } body && body != question.Item.Assignee?.Body;

    private (string, string, string)? MissingDetail(string field)
    {
        if (!string.IsNullOrEmpty(command.Details.GetValueOrDefault(field, question.Detail(field)))) return null;
        var name = question.Profile.Fields.First(known => known.Id == field).Name;
        return Needed(field, name.Zh);
    }

    private (string, string, string)? WrongDetail()
    {
        foreach (var (name, value) in command.Details)
            if (Details.Wrong(question.Profile, name, value) is { } wrong) return ("wrong-detail", wrong.En, wrong.Zh);
        return null;
    }

    private (string, string, string)? WrongLimit()
    {
        if (command.Limit is not { } limit) return null;
        if (Longest() is not { } most || (limit.Unit == most.Unit && limit.Amount is > 0 && limit.Amount <= most.Amount)) return null;
        return ("too-long", $"'{command.Name}' gives at most {most}, not {limit}.",
            $"“{CommandName.Zh}”的时限最长 {most.ToChinese()}，不能为 {limit.ToChinese()}。");
    }

    /// <summary>The longest limit that a command may give: for the clock that its row starts, else for an extension.</summary>
    private WorkLimit? Longest()
    {
        var profile = question.Profile;
        foreach (var effect in row.Effects)
            if (effect.Name == "start")
                return policy.LimitOf(profile.Id, effect.Argument) ?? profile.Clocks.First(clock => clock.Id == effect.Argument).Limit;
        return policy.AllowanceOf(profile, WorkCounts.ExtensionTurn).Longest ?? question.Item.Clock.Limit;
    }

    private (string, string, string)? OneOf(string en, string zh, string? value, IEnumerable<string> known)
    {
        var list = known.ToArray();
        if (value is not null && list.Contains(value)) return null;
        var choice = list.Length == 0 ? "none is defined" : string.Join(", ", list);
        return ("missing-field", $"'{command.Name}' needs a known {en} ({choice}), not '{CommandCheck.Short(value ?? "")}'.",
            $"“{CommandName.Zh}”须给出有效的{zh}（{choice}）。");
    }

    private (string, string, string) Needed(string en, string zh) =>
        ("missing-field", $"'{command.Name}' needs a field '{en}'.", $"“{CommandName.Zh}”须填写{zh}。");

    private LocalizedText CommandName
    {
        get
        {
            var name = command.Name;
            return question.Profile.Commands.First(known => known.Id == name).Name;
        }
    }
}
