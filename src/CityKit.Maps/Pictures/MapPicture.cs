using System.Collections.Immutable;
using CityKit.Core;
using NodaTime;

namespace CityKit.Maps.Pictures;

/// <summary>
/// What a map of counts shows (专题地图): areas coloured by a count, borders around them, single components where it is only a part of a
/// city, and everything a reader needs to trust it: title, date, source. It says what is shown; <see cref="Drawing.SvgMap"/> and
/// <see cref="Pages.HtmlMap"/> draw it.
/// </summary>
public sealed record MapPicture
{
    /// <summary>The most characters of a title, a name or a source.</summary>
    public const int MaxText = 400;

    /// <summary>A picture.</summary>
    /// <param name="title">What it is a map of.</param>
    /// <param name="countName">What was counted, such as 部件数 "components".</param>
    /// <param name="date">The day the counts are of.</param>
    /// <param name="source">Where borders and counts come from, with the attribution that their licences ask for.</param>
    /// <param name="areas">What is coloured, at least one; each code once.</param>
    /// <exception cref="ArgumentException">There is no area, a code comes twice, or a text is empty or too long.</exception>
    public MapPicture(LocalizedText title, LocalizedText countName, LocalDate date, LocalizedText source, IEnumerable<MapArea> areas)
    {
        ArgumentNullException.ThrowIfNull(areas);
        (Title, CountName, Date, Source) = (Checked(title), Checked(countName), date, Checked(source));
        Areas = [.. areas];
        if (Areas.IsEmpty) throw new ArgumentException("A map needs at least one area.", nameof(areas));
        if (Areas.CountBy(area => area.Code).FirstOrDefault(group => group.Value > 1) is { Key: { } twice })
            throw new ArgumentException($"The area {twice} comes twice.", nameof(areas));
        Classes = CountClasses.Of(Areas.Select(area => area.Count));
    }

    /// <summary>What it is a map of.</summary>
    public LocalizedText Title { get; }

    /// <summary>What was counted.</summary>
    public LocalizedText CountName { get; }

    /// <summary>The day the counts are of.</summary>
    public LocalDate Date { get; }

    /// <summary>Where borders and counts come from.</summary>
    public LocalizedText Source { get; }

    /// <summary>What is coloured.</summary>
    public ImmutableArray<MapArea> Areas { get; }

    /// <summary>Wider areas, drawn as borders with a name: the districts around streets.</summary>
    public ImmutableArray<MapOutline> Outlines { get; init; } = [];

    /// <summary>Single components; only sensible for a part of a city.</summary>
    public ImmutableArray<MapDot> Dots { get; init; } = [];

    /// <summary>The classes of the counts; quantiles by default.</summary>
    public CountClasses Classes { get; init; }

    /// <summary>The box around its areas.</summary>
    internal GeoBox Bounds => Areas.SelectMany(area => area.Polygons).Select(polygon => polygon.Bounds).Aggregate((a, b) => a.Union(b));

    /// <summary>A colour of counts as it is on this picture: paler under single components.</summary>
    internal string Shade(string colour) => Dots.IsEmpty ? colour : MapColours.Faded(colour);

    /// <summary>The colour of an area.</summary>
    internal string ShadeOf(MapArea area) => Shade(Classes.ColourOf(area.Count));

    private static LocalizedText Checked(LocalizedText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text is { Zh.Length: > 0 and <= MaxText, En.Length: > 0 and <= MaxText } ? text
            : throw new ArgumentException($"A text has 1 to {MaxText} characters in each language.",
                nameof(text));
    }
}
