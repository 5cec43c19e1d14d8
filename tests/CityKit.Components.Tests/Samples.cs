using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;
using NodaTime;

namespace CityKit.Components.Tests;

/// <summary>Invented components; the bodies' codes are real in form only where a test needs it.</summary>
internal static class Samples
{
    internal static readonly LocalDate Day = new(2026, 7, 1);
    internal static readonly ResponsibleBody Bureau = new("市南区城市管理局", UnifiedSocialCreditCode.Parse("11100000000013338W"));
    internal static readonly ResponsibleBody Lighting = new("路灯管理处", UnifiedSocialCreditCode.Parse("91610800064834709T"));
    internal static readonly ResponsibleBody Crew = new("养护二队");

    internal static ComponentId Id(int sequence, string classCode = "01037") =>
        ComponentId.Of(AreaCode.Parse("370202"), ClassKey.Component(CatalogueStandard.GbT47678, classCode), sequence);

    internal static Component Lamp(int sequence) => new()
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
        Location = GeoPoint.FromDegrees(120.38 + sequence % 10_000 * 1e-4, 36.06),
        Photos = PhotoList.Of("survey/0001.jpg", "survey/0002.jpg"),
    };

    internal static EventRecord Record(int day, string reason = "") =>
        new(Day.PlusDays(day), Instant.FromUtc(2026, 7, 1, 8, 0) + Duration.FromDays(day), "surveyor-7", reason);
}
