using System.Text;
using System.Text.RegularExpressions;
using CityKit.Sensors.Register;
using CityKit.Sensors.Tests.Support;
using CityKit.Tests.Shared;
using Json.Schema;

namespace CityKit.Sensors.Tests.Register;

/// <summary>The published schema says of a register's shape what its reader says.</summary>
public sealed partial class SensorSchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(Resource.Text("sensors.schema.json"));

    [Fact]
    public void Schema_TheExampleAndWhatMayGoWrongWithIt_AgreesWithTheReader() =>
        SchemaAgreement.Holds(Schema, Resource.Text("examples/sensors.json"), IsRegister, OfAnotherUnit());

    [Fact]
    public void Example_ShowsEveryMember() =>
        Assert.Empty(SchemaAgreement.MembersMissingIn(Resource.Text("examples/sensors.json"), Resource.Text("sensors.schema.json")));

    [Fact]
    public void ToUtf8_TheExampleReadAndWritten_IsAsTheSchemaHasIt()
    {
        var register = SensorRegister.Parse(Encoding.UTF8.GetBytes(Resource.Text("examples/sensors.json")), out _)!;
        Assert.True(SchemaAgreement.Accepts(Schema, Encoding.UTF8.GetString(SensorJson.ToUtf8(register.Sensors).Span)));
    }

    private static bool IsRegister(string json) => SensorRegister.Parse(Encoding.UTF8.GetBytes(json), out _) is not null;

    /// <summary>A unit that does not fit the entry's rate.</summary>
    [GeneratedRegex(@"\.unit: is ")]
    private static partial Regex OfAnotherUnit();
}
