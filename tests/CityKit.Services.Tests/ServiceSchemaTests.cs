using System.Text;
using System.Text.RegularExpressions;
using CityKit.Services.Items;
using CityKit.Tests.Shared;
using Json.Schema;

namespace CityKit.Services.Tests;

/// <summary>The published schema says of the shape of a file of service items what its reader says.</summary>
public sealed partial class ServiceSchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(Resource("services.schema.json"));

    [Fact]
    public void Schema_TheExampleAndWhatMayGoWrongWithIt_AgreesWithTheReader() =>
        SchemaAgreement.Holds(Schema, Resource("examples/services.json"), IsCatalogue, AboutOthers());

    [Fact]
    public void Example_ShowsEveryMember() =>
        Assert.Empty(SchemaAgreement.MembersMissingIn(Resource("examples/services.json"), Resource("services.schema.json")));

    [Theory]
    [InlineData("new-born.json")]
    [InlineData("after-death.json")]
    [InlineData("training-school.json")]
    public void Schema_EachFile_AgreesWithTheReader(string file) =>
        Assert.Equal((true, true), (IsCatalogue(Resource(file)), SchemaAgreement.Accepts(Schema, Resource(file))));

    private static bool IsCatalogue(string json) => ServiceCatalogue.Read(Encoding.UTF8.GetBytes(json), out _) is not null;

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(ServiceSchemaTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    /// <summary>Names that the file does not have, which is not a matter of shape.</summary>
    [GeneratedRegex(
        @"^(credentials|parties|sources|materials)(: |\.\d+\.(id|claims(\.\d+\.name)?): )|^items(: |\.\d+\.id: )"
        + @"|\.(credential|claim|sameAs|material|item): is "
        + @"|\.(claims|confirmedBy|issues|after)\.\d+: is ")]
    private static partial Regex AboutOthers();
}
