using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Cases.Policies;

/// <summary>A text that people use again and again (常用语), offered where they write. It names no person.</summary>
/// <param name="For"><see cref="Dismiss"/>, <see cref="Comment"/>, <see cref="Reason"/> or <see cref="Reply"/>.</param>
/// <param name="Text">What is written.</param>
public sealed record AnswerRow(string For, LocalizedText Text)
{
    /// <summary>Why a lead is nothing (排除).</summary>
    public const string Dismiss = "dismiss";

    /// <summary>What is noted about an alert (备注).</summary>
    public const string Comment = "comment";

    /// <summary>Why a step is taken (理由).</summary>
    public const string Reason = "reason";

    /// <summary>What is said to those who reported it (答复).</summary>
    public const string Reply = "reply";

    /// <summary>The most rows of a policy.</summary>
    public const int MaxRows = 500;

    /// <summary>The class for which it is offered; null for every class.</summary>
    public ClassKey? Class { get; init; }

    /// <summary>Of a dismissal: which of the policy's <see cref="WorkPolicy.Dismissals"/> it goes with; null for none.</summary>
    public string? Because { get; init; }

    /// <summary>Its place in the file; null when it is made in code.</summary>
    public FilePlace? At { get; init; }
}
