using System.Text;
using CityKit.Components;
using CityKit.Components.Catalogues;
using CityKit.Core;

namespace CityKit.Grids.Tests.Components;

public class ClassCatalogueTests
{
    // GB/T 47678.5-2026: Annex A 76 + 44 + 16 + 14 + 3, Annex C 153 + 51 + 7 + 16 + 21 + 2.
    [Fact]
    public void GbT47678_HasAllClasses()
    {
        var catalogue = ClassCatalogue.GbT47678;
        Assert.Equal((153, 250), (Count(catalogue, ClassKind.Component), Count(catalogue, ClassKind.Matter)));
        Assert.Equal([76, 44, 16, 14, 3], CountsByMajor(catalogue, ClassKind.Component));
        Assert.Equal([76, 44, 16, 14, 3, 51, 7, 16, 21, 2], CountsByMajor(catalogue, ClassKind.Matter));
        Assert.Contains("非官方", catalogue.Label.Zh, StringComparison.Ordinal);
        Assert.Equal(("路灯", "路灯异常"), (catalogue.FindComponent("01037")?.Name.Zh, catalogue.FindMatter("01037")?.Name.Zh));
    }

    [Fact]
    public void GbT30428_HasTheObservedComponents()
    {
        Assert.Equal([29, 15, 8, 9, 5], CountsByMajor(ClassCatalogue.GbT30428, ClassKind.Component));
        Assert.Equal("垃圾箱", ClassCatalogue.GbT30428.FindComponent("0305")?.Name.Zh);
    }

    [Fact]
    public void FindByName_EitherLanguage_Finds()
    {
        Assert.Contains(ClassCatalogue.GbT47678.FindByName("路灯"), entry => entry.Key.Code == "01037");
        Assert.Contains(ClassCatalogue.GbT47678.FindByName("street light"), entry => entry.Key.Code == "01037");
        Assert.Empty(ClassCatalogue.GbT47678.FindByName("没有的名字"));
        Assert.Null(ClassCatalogue.GbT47678.FindComponent("not a code"));
    }

    [Fact]
    public void WithLocal_TwoClasses_CountDownAndAreMarked()
    {
        var catalogue = ClassCatalogue.GbT47678
            .WithLocal(ClassKind.Matter, "10", new LocalizedText("高空抛物", "Falling object"), out var first)
            .WithLocal(ClassKind.Matter, "10", new LocalizedText("烟雾报警", "Smoke alarm"), out var second);
        Assert.Equal(("10999", "10998"), (first.Code, second.Code));
        Assert.Equal(("高空抛物（自定义）", true), (catalogue.Find(first)!.Name.Zh, catalogue.Find(first)!.IsLocal));
        Assert.Null(ClassCatalogue.GbT47678.Find(first));
        Assert.Throws<ArgumentException>(() => catalogue.WithLocal(ClassKind.Component, "10", new LocalizedText("甲", "A"), out _));
        ClassCatalogue.GbT30428.WithLocal(ClassKind.Component, "01", new LocalizedText("甲", "A"), out var older);
        Assert.Equal("0199", older.Code);
    }

    [Fact]
    public void Read_WrongCatalogue_NamesEveryError()
    {
        const string Json = """
            {"standard": "GB/T 47678.5-2026", "label": {"zh": "测试", "en": "test"}, "source": "test", "majors": [],
             "classes": [{"kind": "component", "code": "0103", "zh": "路灯", "en": "lamp"},
                         {"kind": "componnet", "code": "01037", "zh": "路灯", "en": "lamp"}]}
            """;
        Assert.Null(ClassCatalogue.Read(Encoding.UTF8.GetBytes(Json), out var errors));
        Assert.Equal(["classes[0].code", "classes[1].kind"], errors.Select(error => error.Path));
        Assert.Equal(2, errors[0].Line);
    }

    [Fact]
    public void Read_SameCodeTwice_IsAnError()
    {
        const string Json = """
            {"standard": "X 1", "label": {"zh": "测试", "en": "test"}, "source": "test", "majors": [],
             "classes": [{"kind": "matter", "code": "0103", "zh": "甲", "en": "a"}, {"kind": "matter", "code": "0103", "zh": "乙", "en": "b"}]}
            """;
        Assert.Null(ClassCatalogue.Read(Encoding.UTF8.GetBytes(Json), out var errors));
        Assert.Equal("classes[1].code", Assert.Single(errors).Path);
    }

    private static int Count(ClassCatalogue catalogue, ClassKind kind) => catalogue.Classes.Count(entry => entry.Key.Kind == kind);

    private static IEnumerable<int> CountsByMajor(ClassCatalogue catalogue, ClassKind kind) =>
        catalogue.Classes.Where(entry => entry.Key.Kind == kind).GroupBy(entry => entry.Key.Major).OrderBy(group => group.Key)
            .Select(group => group.Count());
}
