using System.Text;
using System.Text.RegularExpressions;
using CityKit.Import.Places;
using CityKit.Import.Surveys;
using CityKit.Import.Tests.Surveys;
using CityKit.Tests.Shared;
using Json.Schema;

namespace CityKit.Import.Tests;

/// <summary>The published schema says of a compound's shape what its reader says; the examples are full.</summary>
public sealed partial class CompoundSchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(TestData.Text("compound.schema.json"));

    [Fact]
    public void Schema_TheExampleAndWhatMayGoWrongWithIt_AgreesWithTheReader() =>
        SchemaAgreement.Holds(Schema, TestData.Text("examples/compound.json"), IsCompound, AboutOthers());

    [Fact]
    public void Example_ShowsEveryMember() =>
        Assert.Empty(SchemaAgreement.MembersMissingIn(TestData.Text("examples/compound.json"), TestData.Text("compound.schema.json")));

    [Fact]
    public void Mapping_TheExample_IsReadAndAsTheSchemaHasIt()
    {
        var json = TestData.Text("examples/mapping.json");
        Assert.NotNull(SurveyMapping.Read(Encoding.UTF8.GetBytes(json), out _));
        Assert.True(SurveyMappingTests.Accepts(json));
    }

    private static bool IsCompound(string json) => CompoundSurvey.Read(Encoding.UTF8.GetBytes(json), out _) is not null;

    /// <summary>What the file does not have, rings that are none, codes of no place: not a matter of shape.</summary>
    [GeneratedRegex(
        @"^buildings(: |\.0\.(id|entrances)(: |\.0\.id: ))|\.(building|entrance): is |outline\.\d+\.\d+: is |^components\.0\.id: is ")]
    private static partial Regex AboutOthers();
}
