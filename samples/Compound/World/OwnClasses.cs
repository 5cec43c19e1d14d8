using CityKit.Components;
using CityKit.Components.Catalogues;
using CityKit.Core;

namespace CityKit.Samples.Compound.World;

/// <summary>The national classes with those of the compound's rules that it lacks (自定义): numbered down from 10999, in this order.</summary>
internal static class OwnClasses
{
    private const string Major = "10";

    private static readonly LocalizedText[] Names =
    [
        new("高空抛物", "Falling object"), new("光栅遮挡", "Covered light barrier"), new("烟雾报警", "Smoke"),
        new("表箱开启", "Opened meter cabinet"), new("疑似爆管", "Suspected burst pipe"), new("水表线路故障", "Water meter wiring fault"),
        new("独居老人用气异常", "Unusual gas use of a lone elder"), new("燃气表无读数", "Silent gas register"),
    ];

    internal static ClassCatalogue Catalogue { get; } = Names.Aggregate(
        ClassCatalogue.GbT47678, (all, name) => all.WithLocal(ClassKind.Matter, Major, name, out _));
}
