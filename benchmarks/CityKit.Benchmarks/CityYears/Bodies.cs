using CityKit.Core;

namespace CityKit.Benchmarks.CityYears;

/// <summary>The bodies of an invented district.</summary>
internal static class Bodies
{
    internal const string Supervision = "监督中心";
    internal const string Command = "指挥中心";
    internal const string Enforcement = "区综合执法局";
    internal const string Traffic = "交警大队";
    internal const string Sanitation = "区环卫中心";
    internal const string Parks = "区园林所";
    internal const string Roads = "区市政养护处";
    internal const string Water = "区水务与设施公司";

    /// <summary>Those that handle, with what people call them.</summary>
    internal static IReadOnlyList<LocalizedText> Handling { get; } =
    [
        new(Enforcement, "District law enforcement"), new(Traffic, "Traffic police"), new(Sanitation, "Sanitation centre"),
        new(Parks, "Parks office"), new(Roads, "Roads maintenance"), new(Water, "Water and facilities"),
    ];
}
