namespace CityKit.Desk.Duty;

/// <summary>Something that a step asks for.</summary>
/// <param name="Id">What it is called in <see cref="StepValues"/>.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Input">How it is filled.</param>
public sealed record StepField(string Id, string Label, StepInput Input)
{
    /// <summary>Whether it has to be filled.</summary>
    public bool IsNeeded { get; init; } = true;

    /// <summary>What there is to choose from, or what is suggested.</summary>
    public IReadOnlyList<StepChoice> Choices { get; init; } = [];

    /// <summary>Finds what there is to choose from, when the form is opened; null when <see cref="Choices"/> has it.</summary>
    public Func<Task<IReadOnlyList<StepChoice>>>? Find { get; init; }

    /// <summary>
    /// Of a text: for what ready answers are offered, <c>dismiss</c>, <c>comment</c>, <c>reason</c>, <c>reply</c>; null for none.
    /// </summary>
    public string? Ready { get; init; }

    /// <summary>What it has at first.</summary>
    public string Value { get; init; } = "";
}
