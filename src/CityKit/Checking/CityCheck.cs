using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Cases.Rewards;
using CityKit.Cases.Standards;
using CityKit.Components.Catalogues;
using CityKit.Core.Calendar;
using CityKit.Core.Text;
using CityKit.Grids.Maps;

namespace CityKit.Checking;

/// <summary>
/// Checks all files of a city by themselves and against each other, as a hub does when it starts (城市配置检查); what is built in is used
/// where there is no file.
/// </summary>
public static class CityCheck
{
    private static readonly ReadOnlyMemory<byte> NoRules = "{\"version\":1,\"rules\":[]}"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> NoSensors = "{\"version\":1,\"sensors\":[]}"u8.ToArray();

    /// <summary>Checks the files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="grids">The grids that sensors may name; null when there is no map.</param>
    public static CityReport Run(IReadOnlyList<CityFile> files, GridMap? grids = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        var reading = new CityReading(files);
        var parts = new CityParts(
            reading.One(CityFileKind.Rules)?.Utf8 ?? NoRules,
            reading.One(CityFileKind.Sensors)?.Utf8 ?? NoSensors,
            reading.One<WorkPolicy>(CityFileKind.Policy, PolicyReader.Read) ?? WorkPolicy.Empty,
            Profiles(reading),
            Catalogues(reading),
            grids);
        var calendar = reading.One<WorkCalendar>(CityFileKind.Calendar, WorkCalendar.Read) ?? WorkCalendar.BuiltIn;
        var standard = Standard(reading, parts.Policy);
        var rewards = reading.One(CityFileKind.Rewards)?.Utf8;
        if (reading.One<RewardRules>(CityFileKind.Rewards, RewardRulesReader.Read) is null) rewards = null;
        var steps = PartsCheck.Errors(parts).ToList();
        foreach (var (kind, errors) in steps.Take(PartsCheck.ReadingSteps)) reading.Add(kind, errors);
        if (reading.Findings.Count > 0) return new CityReport(InOrder(files, reading.Findings), AreNamesChecked: false);
        foreach (var (kind, errors) in steps.Skip(PartsCheck.ReadingSteps)) reading.Add(kind, errors);
        if (standard is not null) reading.Add(CityFileKind.Standard, standard.Check(parts.Catalogues));
        if (rewards is { } put) reading.Add(CityFileKind.Rewards, RewardRulesCheck.Run(put.Span, parts.Profiles));
        if (files.Any(file => file.Kind == CityFileKind.Sensors))
        {
            reading.Doubt(CityFileKind.Rules, PartsCheck.Doubts(parts));
            reading.Doubt(CityFileKind.Sensors, PartsCheck.WithoutConsent(parts));
        }
        var isSound = reading.Findings.All(found => found.IsDoubt);
        return new CityReport(InOrder(files, reading.Findings), AreNamesChecked: true)
        {
            Sound = isSound ? (With(parts, standard), calendar) : null,
        };
    }

    /// <summary>A standard in a file of its own; a policy that has one beside it is refused.</summary>
    private static FilingStandard? Standard(CityReading reading, WorkPolicy policy)
    {
        var standard = reading.One<FilingStandard>(CityFileKind.Standard, FilingStandard.Read);
        if (standard is not null && policy.Standard is { } other)
            reading.Add(CityFileKind.Standard,
                [new ConfigError(1, 1, "",
                    new($"与政策中的 '{other.Version}' 并存的标准", $"a standard beside '{other.Version}' of the policy"),
                    new("两者之一", "one of the two"))]);
        return standard;
    }

    private static CityParts With(CityParts parts, FilingStandard? standard) =>
        standard is null ? parts : parts with { Policy = parts.Policy with { Standard = standard } };

    private static ProfileCatalogue Profiles(CityReading reading) => reading
        .Each<Profile>(CityFileKind.Profile, ProfileReader.Read, "id", profile => profile.Id)
        .Aggregate(ProfileCatalogue.BuiltIn, (all, profile) => all.With(profile));

    private static CatalogueSet Catalogues(CityReading reading)
    {
        var own = reading.Each(CityFileKind.Catalogue, ReadCatalogue, "standard", catalogue => catalogue.Standard.ToString());
        if (own.Count == 0) return CatalogueSet.BuiltIn;
        var national = ClassCatalogue.GbT47678;
        return CatalogueSet.Of(own.Any(catalogue => catalogue.Standard == national.Standard) ? own : own.Append(national));
    }

    private static ClassCatalogue? ReadCatalogue(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        var catalogue = ClassCatalogue.Read(utf8, out var found);
        errors = found;
        return catalogue;
    }

    private static CityFinding[] InOrder(IReadOnlyList<CityFile> files, IEnumerable<CityFinding> findings)
    {
        var places = files.Select(file => file.Name).ToList();
        return
        [
            .. findings.OrderBy(found => places.IndexOf(found.File)).ThenBy(found => found.Error.Line).ThenBy(found => found.Error.Column),
        ];
    }
}
