using CityKit.Components;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;
using NodaTime;

namespace CityKit.Testing.Components;

/// <summary>Invented street lamps and what happened to them; the bodies' codes are real in form only.</summary>
internal static class SampleLamps
{
    private const int LampsInARow = 10_000;
    private const double StepDegrees = 1e-4;

    internal static readonly LocalDate Day = new(2026, 7, 1);
    private static readonly Instant Morning = Instant.FromUtc(2026, 7, 1, 8, 0);
    private static readonly ResponsibleBody Bureau = new("市南区城市管理局", UnifiedSocialCreditCode.Parse("11100000000013338W"));
    private static readonly ResponsibleBody Lighting = new("路灯管理处", UnifiedSocialCreditCode.Parse("91610800064834709T"));

    internal static ResponsibleBody Crew { get; } = new("养护二队");

    internal static ComponentId Id(int sequence, string classCode = "01037") =>
        ComponentId.Of(AreaCode.Parse("370202"), ClassKey.Component(CatalogueStandard.GbT47678, classCode), sequence);

    internal static Component Of(int sequence) => new()
    {
        Id = Id(sequence),
        Name = "路灯",
        Department = Bureau,
        Owner = Lighting,
        Maintainer = Crew,
        Grid = GridKey.Of(UnitGridCode.Parse("370202001001001")),
        FirstSurveyed = Day,
        DataSource = ComponentDataSource.Measured,
        Note = "LED 150 W",
        Street = new AreaName(AreaCode.Parse("370202001"), "香港中路街道"),
        Community = new AreaName(AreaCode.Parse("370202001001"), "样例社区"),
        Location = GeoPoint.FromDegrees(120.38 + sequence % LampsInARow * StepDegrees, 36.06),
        Photos = PhotoList.Of("survey/0001.jpg", "survey/0002.jpg"),
    };

    /// <summary>What a lamp has that has only what it must have.</summary>
    internal static Component Bare(int sequence) => Of(sequence) with
    {
        Owner = null, Maintainer = null, Street = null, Community = null, Photos = default, Note = "", DataSource = default,
        Department = new ResponsibleBody("局"),
    };

    internal static ComponentEvent First(Component component, int day = 0) => ComponentHistory.Begin(component, Record(day)).Events[0];

    internal static ComponentEvent First(int sequence) => First(Of(sequence));

    /// <summary>Surveyed, damaged, repaired, handed over.</summary>
    internal static ComponentHistory Life(int sequence) => ComponentHistory.Begin(Of(sequence), Record(0))
        .Damage(Record(2, "case 1")).OrThrow().Repair(Record(4)).OrThrow()
        .HandOver(Bureau, null, new ResponsibleBody("养护三队"), Record(6)).OrThrow();

    internal static EventRecord Record(int day, string reason = "") =>
        new(Day.PlusDays(day), Morning + Duration.FromDays(day), "surveyor-7", reason);
}
