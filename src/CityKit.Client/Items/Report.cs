namespace CityKit.Client.Items;

/// <summary>A report of something at a place (上报).</summary>
/// <param name="Id">The report's id, yours to choose: the same id again is the same report. 1 to 64 of a–z, A–Z, 0–9,
/// <c>. _ - :</c>.</param>
/// <param name="Class">What it is about, such as <c>GB/T 47678.5-2026:matter:06010</c>.</param>
/// <param name="Longitude">Where the matter is, degrees.</param>
/// <param name="Latitude">Where the matter is, degrees.</param>
public sealed record Report(string Id, string Class, double Longitude, double Latitude)
{
    /// <summary>What the degrees are in: <c>wgs84</c>, <c>gcj02</c> (map apps in China) or <c>bd09</c>; wgs84 when it is null.</summary>
    public string? System { get; init; }

    /// <summary>What the person says; kept encrypted apart from the journal.</summary>
    public string? Text { get; init; }

    /// <summary>How the person can be reached; kept as the text is.</summary>
    public string? Contact { get; init; }

    /// <summary>
    /// True for a report without a name: nothing leads to the account, and it has no contact. Choose <see cref="Id"/> at random, with 16
    /// characters or more, and keep <see cref="Commands.Done.Follow"/>.
    /// </summary>
    public bool? Anonymous { get; init; }

    /// <summary>A reference to a photo.</summary>
    public string? Photo { get; init; }

    /// <summary>The component's id, when the person knew it.</summary>
    public string? Component { get; init; }

    /// <summary>How exact the place is, in metres, at most 10,000; null when it is not known.</summary>
    public double? Accuracy { get; init; }

    /// <summary>The profile of the work item; <c>city-management</c> when it is null.</summary>
    public string? Profile { get; init; }

    /// <summary>Fields of the profile's own; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Details { get; init; }
}
