using System.Text;
using CityKit.Components.Catalogues;

namespace CityKit.Components.Tests.Registry;

public class CityProfileTests
{
    [Fact]
    public void Sample_PicksAndExtends_AndSaysItIsInvented()
    {
        var catalogue = CityProfile.Sample.Catalogue;
        Assert.Equal(115, catalogue.Classes.Count(entry => entry.Key.Kind == ClassKind.Component));
        Assert.Equal(["01998", "01999", "02999", "03999", "04999"],
            catalogue.Classes.Where(entry => entry.IsLocal && entry.Key.Kind == ClassKind.Component).Select(entry => entry.Key.Code));
        Assert.All(catalogue.Classes.Where(entry => entry.IsLocal), entry =>
            Assert.EndsWith("（自定义）", entry.Name.Zh, StringComparison.Ordinal));
        Assert.Contains("虚构", catalogue.Label.Zh, StringComparison.Ordinal);
        Assert.Contains("invented", catalogue.Label.En, StringComparison.Ordinal);
        Assert.Equal(("路灯异常", "高空抛物（自定义）"), (catalogue.FindMatter("01037")?.Name.Zh, catalogue.FindMatter("10999")?.Name.Zh));
        Assert.Null(catalogue.FindComponent("05002"));
        Assert.Null(catalogue.FindMatter("06001"));
    }

    [Fact]
    public void Read_Matters_ArePickedByThemselves()
    {
        var profile = Read("\"components\": [\"0137\"], \"matters\": [\"0501\"], \"extensions\": [{\"kind\": \"component\", \"major\": \"01\", \"zh\": \"甲\", \"en\": \"A\"}]", "GB/T 30428.2-2013", out _)!;
        Assert.Equal(["0137", "0199", "0501"], profile.Catalogue.Classes.Select(entry => entry.Key.Code));
        Assert.Equal(["01", "05"], profile.Catalogue.Majors.Select(major => major.Code));
    }

    [Theory]
    [InlineData("\"components\": [\"01016\"]", "components")] // a gap of the standard
    [InlineData("\"components\": [\"01037\", \"99\"]", "components")]
    [InlineData("\"components\": []", null)]
    [InlineData("\"components\": [\"01\"], \"extensions\": [{\"kind\": \"component\", \"major\": \"06\", \"zh\": \"甲\", \"en\": \"A\"}]",
        "extensions[0].major")]
    [InlineData("\"components\": [\"01\"], \"extnsions\": []", "extnsions")]
    public void Read_Wrong_NamesWhere(string members, string? path)
    {
        var profile = Read(members, "GB/T 47678.5-2026", out var errors);
        Assert.Equal(path is null, profile is not null);
        Assert.Equal(path, errors.Select(error => error.Path).FirstOrDefault());
    }

    [Fact]
    public void Read_AnotherStandard_IsAnError()
    {
        Assert.Null(Read("\"components\": [\"01\"]", "GB 1", out var errors));
        Assert.Contains(errors, error => error.Path == "standard");
    }

    private static CityProfile? Read(string members, string standard, out CityKit.Core.Text.ConfigErrors errors) => CityProfile.Read(
        Encoding.UTF8.GetBytes(
            $"{{\"city\": {{\"zh\": \"甲市\", \"en\": \"A\"}}, \"label\": {{\"zh\": \"试\", \"en\": \"test\"}}, \"source\": \"test\", \"standard\": \"{standard}\", {members}}}"), out errors);
}
