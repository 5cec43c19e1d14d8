using CityKit.Core;

namespace CityKit.Cases.Policies;

/// <summary>
/// A body of the component that the item is about (部件责任单位), by its name in the registry. While nobody has confirmed the component,
/// a person dispatches.
/// </summary>
/// <param name="Whose">Which of its bodies.</param>
public sealed record ByComponent(ComponentBody Whose = ComponentBody.Any) : DispatchBy
{
    /// <summary>What a policy calls it: <c>component</c>, <c>component:owner</c> and so on.</summary>
    public override string ToString() => DispatchWords.Of(Whose);

    internal override Assignee? Find(DispatchQuestion question) =>
        question.Found is { } found && BodyOf(found) is (_, { } body) ? new Assignee(NameOf(body)) : null;

    internal override bool IsSure(DispatchQuestion question) => question.IsConfirmed;

    internal override LocalizedText Explain(DispatchQuestion question)
    {
        var found = question.Found!;
        var (whose, body) = BodyOf(found);
        var (name, how) = (DispatchWords.NameOf(whose), HowSure(question));
        return new LocalizedText(
            $"{question.Day}，部件 {found.Id}（{how.Zh}），{question.Where.Zh}，{name.Zh}为 {NameOf(body!)}（部件库 {found.Registry}）。",
            $"on {question.Day}, {NameOf(body!)} is the {name.En} of component {found.Id} ({how.En}) in {question.Where.En}, "
            + $"by registry {found.Registry}.");
    }

    private static LocalizedText HowSure(DispatchQuestion question) => question.IsConfirmed ? new("已确认", "confirmed")
        : new($"距 {question.Found!.Metres} 米，未确认", $"{question.Found.Metres} m away, not confirmed");

    private (ComponentBody Whose, string? Body) BodyOf(FoundComponent found) => Whose switch
    {
        ComponentBody.Maintainer => (Whose, found.Maintainer),
        ComponentBody.Owner => (Whose, found.Owner),
        ComponentBody.Department => (Whose, found.Department),
        _ when found.Maintainer is { } maintainer => (ComponentBody.Maintainer, maintainer),
        _ when found.Owner is { } owner => (ComponentBody.Owner, owner),
        _ => (ComponentBody.Department, found.Department),
    };

    /// <summary>The name without the credit code behind it.</summary>
    private static string NameOf(string body) =>
        body.EndsWith(')') && body.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var code ? body[..code] : body;
}
