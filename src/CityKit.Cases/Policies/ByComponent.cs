using CityKit.Core;

namespace CityKit.Cases.Policies;

/// <summary>
/// A body of the component that the item is about (部件责任单位), by its name in the registry or, where the policy has a <see cref="BodyRow"/>,
/// by that. While nobody has confirmed the component,
/// a person dispatches.
/// </summary>
/// <param name="Whose">Which of its bodies.</param>
public sealed record ByComponent(ComponentBody Whose = ComponentBody.Any) : DispatchBy
{
    /// <summary>What a policy calls it: <c>component</c>, <c>component:owner</c> and so on.</summary>
    public override string ToString() => DispatchWords.Of(Whose);

    internal override Assignee? Find(DispatchQuestion question) =>
        question.Found is { } found && BodyOf(found) is (_, { } body) ? new Assignee(Known(question, body).Body) : null;

    internal override bool IsSure(DispatchQuestion question) => question.IsConfirmed;

    internal override LocalizedText Explain(DispatchQuestion question)
    {
        var found = question.Found!;
        var (whose, body) = BodyOf(found);
        var (name, how, known) = (DispatchWords.NameOf(whose), HowSure(question), Known(question, body!));
        var also = known.Body == known.Name ? new LocalizedText("", "") : new($"，即 {known.Body}", $", called {known.Body} here,");
        return new LocalizedText(
            $"{question.Day}，部件 {found.Id}（{how.Zh}），{question.Where.Zh}，{name.Zh}为 {known.Name}{also.Zh}（部件库 {found.Registry}）。",
            $"on {question.Day}, {known.Name}{also.En} is the {name.En} of component {found.Id} ({how.En}) in {question.Where.En}, "
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

    /// <summary>The body as accounts have it, by the credit code first, and its name in the registry.</summary>
    private static (string Body, string Name) Known(DispatchQuestion question, string registered)
    {
        var end = registered.EndsWith(')') ? registered.LastIndexOf(" (", StringComparison.Ordinal) : -1;
        var (name, code) = end > 0 ? (registered[..end], registered[(end + 2)..^1]) : (registered, "");
        return ((Row(code) ?? Row(name))?.Body ?? name, name);

        BodyRow? Row(string text) => question.Bodies.FirstOrDefault(row => row.Registered.Contains(text));
    }
}
