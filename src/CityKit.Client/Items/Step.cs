using System.Text.Json.Serialization;

namespace CityKit.Client.Items;

/// <summary>One step of a work item (流转).</summary>
/// <param name="CommandId">The command's id, yours to choose: the same id again is the same step.</param>
/// <param name="Name">What to do, such as <c>assign</c>; see <see cref="ItemView.Allowed"/>.</param>
public sealed record Step(string CommandId, [property: JsonPropertyName("command")] string Name)
{
    /// <summary>Why, where the step asks for it.</summary>
    public string? Reason { get; init; }

    /// <summary>The answer to those who reported it.</summary>
    public string? Reply { get; init; }

    /// <summary>A reference to a photo.</summary>
    public string? Photo { get; init; }

    /// <summary>True to show the photo to those who reported it: look first whether it shows a face, a number plate or a home.</summary>
    public bool? ShowPhoto { get; init; }

    /// <summary>Who is to have it: <c>body</c> or <c>body/crew</c>.</summary>
    public string? Assignee { get; init; }

    /// <summary>The filing condition.</summary>
    public string? Condition { get; init; }

    /// <summary>How it ended.</summary>
    public string? Outcome { get; init; }

    /// <summary>The class that it gets.</summary>
    public string? Class { get; init; }

    /// <summary>The account that takes the task over.</summary>
    public string? Person { get; init; }

    /// <summary>How much longer, such as <c>4 work hours</c>.</summary>
    public string? Limit { get; init; }

    /// <summary>Another item: to be merged into, or to become a part.</summary>
    public string? Other { get; init; }

    /// <summary>Who handles it together with the lead: <c>body</c> or <c>body/crew</c> of each; null for nobody.</summary>
    public IReadOnlyList<string>? CoHandlers { get; init; }

    /// <summary>Fields of the profile's own; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Details { get; init; }
}
