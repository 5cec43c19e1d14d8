using CityKit.Core;

namespace CityKit.Cases.Policies;

/// <summary>The body that a model suggests first (推荐单位), where it is sure enough.</summary>
/// <param name="LeastConfidence">From which confidence on it counts, 0 to 1.</param>
public sealed record BySuggestion(decimal LeastConfidence) : DispatchBy
{
    internal override Assignee? Find(DispatchQuestion question) =>
        question.Suggestion?.First is { } first && first.Confidence >= LeastConfidence ? new Assignee(first.Body) : null;

    internal override LocalizedText Explain(DispatchQuestion question)
    {
        var (suggestion, first) = (question.Suggestion!, question.Suggestion!.First!);
        return new LocalizedText(
            $"{question.Day}，{question.What.Zh}，{question.Where.Zh}，{suggestion.Model} {suggestion.Version} 推荐 {first.Body}，"
            + $"置信度 {first.Confidence}（不低于 {LeastConfidence}）：{first.Reason.Zh}",
            $"on {question.Day}, {suggestion.Model} {suggestion.Version} suggests {first.Body} for {question.What.En} "
            + $"in {question.Where.En} with confidence {first.Confidence} (at least {LeastConfidence}): {first.Reason.En}");
    }
}
