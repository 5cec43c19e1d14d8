using System.Text;
using CityKit.Components;
using CityKit.Components.Registry;
using CityKit.Core.Text;
using CityKit.Import.Previews;
using CityKit.Import.Surveys;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Import.Tests.Surveys;

/// <summary>Excerpts of three cities' public files with their mapping files, as <c>samples/City</c> has them.</summary>
public class CitySamplesTests
{
    [Theory]
    [InlineData("dc_streetlights", 200)]
    [InlineData("kr_streetlights", 300)]
    [InlineData("vancouver_street_trees", 300)]
    public void Read_SampleByItsMapping_FindsEveryRowInItsCity(string name, int rows)
    {
        var mapping = SurveyMapping.Read(Encoding.UTF8.GetBytes(TestData.Text($"city/{name}.json")), out var errors);
        Assert.Empty(errors);
        var preview = SurveyPreview.Read(
            () => new SurveyFile(SurveyFormat.Csv, TextInput.Of(TestData.Open($"city/{name}.csv")), () => null, null),
            new SurveyOptions { Name = name, On = new LocalDate(2026, 11, 28) }, mapping);
        Assert.Equal((rows, null, null), (preview.Count, preview.Refusal, preview.Verdict!.Refusal));
    }

    [Theory]
    [InlineData("dc_streetlights", 200, 0, "dc-01037-0000001")]
    [InlineData("kr_streetlights", 300, 0, "kr-01037-0000001")]
    [InlineData("vancouver_street_trees", 248, 52, "van-04002-0000001")] // 52 without a place
    public async Task Run_SampleByItsMapping_IsTakenInByTheCitysOwnIdentifiers(string name, int accepted, int rejected, string first)
    {
        var mapping = SurveyMapping.Read(Encoding.UTF8.GetBytes(TestData.Text($"city/{name}.json")), out _)!;
        await using var store = new InMemoryComponentStore();
        var options = mapping.ApplyTo(new SurveyOptions { Name = name, On = new LocalDate(2026, 11, 28) });
        var mark = (await new SurveyImport(store, options, TimeProvider.System).RunAsync(TestData.Open($"city/{name}.csv"))).OrThrow();
        Assert.Equal((accepted, rejected, true), (mark.Accepted, mark.Rejected, mark.IsDone));
        Assert.NotNull(await store.FindAsync(ComponentId.Parse(first)));
    }

    [Theory]
    [InlineData("dc_streetlights")]
    [InlineData("kr_streetlights")]
    [InlineData("vancouver_street_trees")]
    public void Schema_SampleMappings_AreRight(string name)
    {
        Assert.True(SurveyMappingTests.Accepts(TestData.Text($"city/{name}.json")));
    }
}
