using CityKit.Components;
using CityKit.Components.Catalogues;

namespace CityKit.Grids.Tests.Components;

/// <summary>The rule and its exceptions, read in published tables (see the catalogues' SOURCES.md).</summary>
public class ClassMapperTests
{
    private static readonly ClassMapper Mapper = ClassMapper.BuiltIn;

    [Theory]
    [InlineData(ClassKind.Component, "0305", "03005", MappingBasis.Observed)] // 垃圾箱
    [InlineData(ClassKind.Component, "0137", "01037", MappingBasis.Observed)] // 路灯
    [InlineData(ClassKind.Component, "0105", "01005", MappingBasis.Inferred)] // not observed
    [InlineData(ClassKind.Component, "0506", "01069", MappingBasis.Observed)] // 水域附属设施 moved
    [InlineData(ClassKind.Component, "0504", null, MappingBasis.None)]        // 液化气站 dropped
    [InlineData(ClassKind.Component, "0116", null, MappingBasis.None)]        // a gap in 2026
    [InlineData(ClassKind.Matter, "0110", "06010", MappingBasis.Observed)]    // 暴露垃圾
    [InlineData(ClassKind.Matter, "0128", "06028", MappingBasis.Observed)]    // 商业噪音, renamed
    [InlineData(ClassKind.Matter, "0409", "09009", MappingBasis.Inferred)]
    [InlineData(ClassKind.Matter, "0131", null, MappingBasis.None)]
    [InlineData(ClassKind.Matter, "0501", null, MappingBasis.None)]           // 突发事件
    [InlineData(ClassKind.Matter, "0508", "10002", MappingBasis.Observed)]    // 架空线缆脱落
    [InlineData(ClassKind.Matter, "0602", "09013", MappingBasis.Observed)]    // 临街屠宰
    public void ToNewer_OlderClass_IsAsPublished(ClassKind kind, string older, string? newer, MappingBasis basis)
    {
        var mapping = Mapper.ToNewer(ClassKey.Of(CatalogueStandard.GbT30428, kind, older));
        Assert.Equal((newer, basis), (mapping.Target?.Code, mapping.Basis));
        if (newer is not null) Assert.Equal(older, Mapper.ToOlder(mapping.Target!.Value).Target?.Code);
    }

    [Fact]
    public void ToNewer_DroppedClass_IsNamed() =>
        Assert.Contains("供水管道破裂", Mapper.ToNewer(ClassKey.Matter(CatalogueStandard.GbT30428, "0501")).Note.Zh, StringComparison.Ordinal);

    [Theory]
    [InlineData("01037")] // 路灯异常
    [InlineData("10999")]
    public void ToOlder_MatterThatIsNew_HasNone(string code) =>
        Assert.Null(Mapper.ToOlder(ClassKey.Matter(CatalogueStandard.GbT47678, code)).Target);

    [Fact]
    public void ToNewer_EveryObservedComponent_HasASuccessorOrIsDropped() =>
        Assert.All(ClassCatalogue.GbT30428.Classes, entry =>
            Assert.NotEqual(entry.IsDropped, Mapper.ToNewer(entry.Key).Target is not null));

    [Fact]
    public void Dropped_AreTheNamedOnes() =>
        Assert.Equal(["0504", "0131", "0205", "0501", "0502", "0503", "0504", "0505", "0506", "0606"],
            Mapper.Dropped.Select(entry => entry.Key.Code));

    [Fact]
    public void ToNewer_OtherStandard_Throws() =>
        Assert.Throws<ArgumentException>(() => Mapper.ToNewer(ClassKey.Component(CatalogueStandard.GbT47678, "01037")));
}
