using System.Text;
using System.Text.RegularExpressions;
using CityKit.Cases.Policies;
using CityKit.Core.Calendar;
using CityKit.Tests.Shared;
using Json.Schema;

namespace CityKit.Cases.Tests;

/// <summary>The published schemas of policy and calendar say of a file's shape what its reader says.</summary>
public sealed partial class PolicySchemaTests
{
    private static readonly JsonSchema Policy = JsonSchema.FromText(Resource("policy.schema.json"));
    private static readonly JsonSchema Calendar = JsonSchema.FromText(Resource("calendar.schema.json"));

    [Fact]
    public void Policy_TheExampleAndWhatMayGoWrongWithIt_SchemaAndReaderAgree() =>
        SchemaAgreement.Holds(Policy, Resource("examples/policy.json"), IsPolicy, AboutOthers());

    [Theory]
    [InlineData("sample-policy.json")]
    public void Policy_EachFile_SchemaAndReaderAgree(string file) =>
        Assert.Equal((true, true), (IsPolicy(Resource(file)), SchemaAgreement.Accepts(Policy, Resource(file))));

    [Fact]
    public void Policy_TheExample_ShowsEveryMember() =>
        Assert.Empty(SchemaAgreement.MembersMissingIn(Resource("examples/policy.json"), Resource("policy.schema.json")));

    [Theory]
    [InlineData("""{"profile": "p", "body": "b", "crew": "c"}""", true)]
    [InlineData("""{"profile": "p", "body": "b", "by": "component"}""", false)]
    [InlineData("""{"profile": "p", "by": "component:owner"}""", true)]
    [InlineData("""{"profile": "p", "by": "component:neighbour"}""", false)]
    [InlineData("""{"profile": "p", "by": "duty:net-1/handler"}""", true)]
    [InlineData("""{"profile": "p", "by": "duty:net-1/"}""", false)]
    [InlineData("""{"profile": "p", "by": "suggestion"}""", false)]
    [InlineData("""{"profile": "p", "by": "component", "leastConfidence": 0.5}""", false)]
    [InlineData("""{"profile": "p", "crew": "c"}""", false)]
    public void Policy_OneRowOfDispatch_SchemaAndReaderAgree(string row, bool isRight)
    {
        var json = $$"""{"schema": 1, "dispatch": [{{row}}]}""";
        Assert.Equal((isRight, isRight), (IsPolicy(json), SchemaAgreement.Accepts(Policy, json)));
    }

    [Fact]
    public void Calendar_TheExampleAndWhatMayGoWrongWithIt_SchemaAndReaderAgree() =>
        SchemaAgreement.Holds(Calendar, Resource("examples/calendar.json"), IsCalendar, OfAnotherYear());

    [Fact]
    public void Calendar_TheOneBuiltIn_IsAsTheSchemaHasIt() =>
        Assert.True(SchemaAgreement.Accepts(Calendar, Encoding.UTF8.GetString(WorkCalendar.BuiltIn.ToUtf8())));

    private static bool IsPolicy(string json) => PolicyReader.Read(Encoding.UTF8.GetBytes(json), out _) is not null;

    private static bool IsCalendar(string json) => WorkCalendar.Read(Encoding.UTF8.GetBytes(json), out _) is not null;

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(PolicySchemaTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    /// <summary>A reason that the file does not list, a shorter time than the least.</summary>
    [GeneratedRegex(@"^(dismissals|dismissals\.0|answers\.0\.because|retention\.0\.atMostDays): ")]
    private static partial Regex AboutOthers();

    [GeneratedRegex(@"\.year: is ")]
    private static partial Regex OfAnotherYear();
}
