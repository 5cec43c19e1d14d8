namespace CityKit.Cases;

/// <summary>What a model suggested for an item (派遣推荐). It is journalled with the input, so that a replay asks no model.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Version">The model's version.</param>
/// <param name="Bodies">Bodies, the best first; empty when it abstained.</param>
public sealed record DispatchSuggestion(string Model, string Version, IReadOnlyList<SuggestedBody> Bodies)
{
    /// <summary>
    /// Why there is none: <see cref="NoAnswer"/>, <see cref="Slow"/>, <see cref="Failed"/> or <see cref="Wrong"/>; null when there is one.
    /// </summary>
    public string? Abstained { get; init; }

    /// <summary>The model had nothing to suggest.</summary>
    public const string NoAnswer = "no-answer";

    /// <summary>The model did not answer in time.</summary>
    public const string Slow = "slow";

    /// <summary>The model threw.</summary>
    public const string Failed = "failed";

    /// <summary>The model answered something that cannot be: a confidence out of range, a text that is empty or too long.</summary>
    public const string Wrong = "wrong";

    /// <summary>The most bodies that are kept.</summary>
    public const int Most = 10;

    /// <summary>The best; null when it abstained.</summary>
    public SuggestedBody? First => Bodies.Count > 0 ? Bodies[0] : null;
}
