using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Residents;

/// <summary>Takes what reporters say of how their matters ended.</summary>
internal static class SurveyDesk
{
    /// <param name="item">The item that ended.</param>
    /// <param name="asked">What is said of it.</param>
    /// <param name="by">Who says it, with the roles that count over the item.</param>
    /// <param name="policy">Which questions there are.</param>
    /// <param name="attempt">Facts and changes.</param>
    internal static DeskAnswer Answer(WorkItem item, AnswerSurvey asked, Actor by, WorkPolicy policy, Attempt attempt)
    {
        if ((Refuses(item, by, attempt.Query(SurveyDocuments.Of(item.Id)), attempt.Now) ?? Wrong(asked, policy)) is { } refusal)
            return DeskAnswer.Refused(refusal);
        attempt.Put(SurveyDocuments.Kind, new SurveyAnswer(item.Id, by.Id, asked.Satisfaction, attempt.Now, item.ClosedAt!.Value)
        {
            Body = item.Assignments.LastOrDefault(each => each.Kind == AssignmentKind.Lead)?.Assignee.Body,
            Class = item.Class,
            Answers = asked.Answers,
        });
        return DeskAnswer.Done(item);
    }

    /// <summary>Why somebody cannot rate an item now; null when he can.</summary>
    internal static Refusal? Refuses(WorkItem item, Actor by, IEnumerable<SurveyAnswer> given, Instant now)
    {
        if (!by.Roles.Contains(Role.Resident) || !PublicActor.Reported(item, by)) return NotReporter;
        if (item.ClosedAt is not { } closed || item.IsOpen) return NotClosed;
        if (now > closed + SurveyAnswer.Within) return TooLate(closed);
        var answered = given.Where(answer => answer.ClosedAt == closed).ToArray();
        return answered.Length >= item.Reports.Count || answered.Any(answer => answer.By == by.Id) ? Answered : null;
    }

    private static Refusal? Wrong(AnswerSurvey asked, WorkPolicy policy)
    {
        foreach (var (question, choice) in asked.Answers)
        {
            if (policy.Survey.FirstOrDefault(known => known.Id == question) is not { } known)
                return NotOneOf("question", "问题", question, policy.Survey.Select(each => each.Id));
            if (known.Choices.All(each => each.Id != choice))
                return NotOneOf($"answer to '{question}'", $"“{question}”的选项", choice, known.Choices.Select(each => each.Id));
        }
        return null;
    }

    private static Refusal NotOneOf(string en, string zh, string found, IEnumerable<string> known)
    {
        var (name, list) = (found.Length <= 64 ? found : found[..64], known.ToArray());
        return Refusal.Of("bad-answer", $"'{name}' is no {en}; there are: {string.Join(", ", list)}.",
            $"“{name}”不是有效的{zh}，可选：{string.Join("、", list)}。", list);
    }

    private static Refusal NotReporter { get; } = Refusal.Of("not-reporter",
        "That is for residents who reported it, or who have its follow code.", "仅上报此事的居民或持有查询码者可评价。");

    private static Refusal NotClosed { get; } = Refusal.Of("not-closed",
        "It is still being worked on: rate it when it is closed.", "此事尚未办结，请在办结后评价。");

    private static Refusal Answered { get; } = Refusal.Of("answered",
        "Each report is rated once for each closing, and this one was.", "每件上报每次办结仅可评价一次，已评价过。");

    private static Refusal TooLate(Instant closed) => Refusal.Of("too-late",
        $"It could be rated until {closed + SurveyAnswer.Within}, 90 days after it was closed.",
        $"评价截止时间为 {closed + SurveyAnswer.Within}（办结后 90 日），现已截止。");
}
