using CityKit.Core;

namespace CityKit.Cases.Policies;

/// <summary>The row names the body (指定单位).</summary>
/// <param name="Assignee">Who gets the work.</param>
public sealed record ByBody(Assignee Assignee) : DispatchBy
{
    internal override Assignee Find(DispatchQuestion question) => Assignee;

    internal override LocalizedText Explain(DispatchQuestion question) => new(
        $"{question.Day}，{question.What.Zh}，{question.Where.Zh}，由 {Assignee} 处置。",
        $"on {question.Day}, {question.What.En} in {question.Where.En} goes to {Assignee}.");
}
