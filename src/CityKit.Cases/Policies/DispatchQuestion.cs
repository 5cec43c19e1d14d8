using CityKit.Components;
using CityKit.Core;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Cases.Policies;

/// <summary>Who is to handle something (派遣问题): what it is, where, when, and what look-ups found of it.</summary>
/// <param name="Profile">The profile's id.</param>
/// <param name="Class">The class; null when it is not known.</param>
/// <param name="Place">Where it is.</param>
/// <param name="On">The day, in China.</param>
public sealed record DispatchQuestion(string Profile, ClassKey? Class, WorkPlace Place, LocalDate On)
{
    /// <summary>The component that it is about: a person named or confirmed it; null for none.</summary>
    public ComponentId? Component { get; init; }

    /// <summary>The component that is probably or surely meant, with its bodies.</summary>
    public FoundComponent? Found { get; init; }

    /// <summary>Who answers for the place in nets; null when none was asked.</summary>
    public DutyLookup? Duties { get; init; }

    /// <summary>What a model suggested; null when none was asked.</summary>
    public DispatchSuggestion? Suggestion { get; init; }

    /// <summary>What bodies are called in the registry.</summary>
    internal IReadOnlyList<BodyRow> Bodies { get; init; } = [];

    /// <summary>What is asked of an item on a day.</summary>
    public static DispatchQuestion Of(WorkItem item, LocalDate on)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new DispatchQuestion(item.Profile, item.Class, item.Place, on)
        {
            Component = item.Component, Found = item.Found, Duties = item.Duties, Suggestion = item.Suggestion,
        };
    }

    /// <summary>Whether a person named or confirmed the component that was found.</summary>
    internal bool IsConfirmed => Found is { } found && Component == found.Id;

    internal string Day => TextOf(On);

    internal LocalizedText What => Class is { } key ? new($"分类 {key}", $"class {key}") : new("未定分类", "no class");

    internal LocalizedText Where => Place.Grid is { } grid ? new($"网格 {grid}", $"grid {grid}") : new("网格未知", "no known grid");

    internal static string TextOf(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
