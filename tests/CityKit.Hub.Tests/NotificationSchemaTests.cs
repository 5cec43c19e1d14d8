using System.Text;
using System.Text.RegularExpressions;
using CityKit.Cases;
using CityKit.Contacts;
using CityKit.Delivering;
using CityKit.Escalations;
using CityKit.Tests.Shared;
using Json.Schema;

namespace CityKit.Hub.Tests;

/// <summary>The published schemas say of the shape of the files of notifications what their readers say.</summary>
public sealed partial class NotificationSchemaTests
{
    private static readonly string[] KnownAudiences = [.. Roles.Names, "duty-desk"];

    public static TheoryData<string> Files => ["people", "escalations", "templates"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Schema_TheExampleAndWhatMayGoWrongWithIt_AgreesWithTheReader(string file) =>
        SchemaAgreement.Holds(SchemaOf(file), Resource($"examples/{file}.json"), json => Reads(file, json), AboutOthers());

    [Theory]
    [MemberData(nameof(Files))]
    public void Example_ShowsEveryMember(string file) =>
        Assert.Empty(SchemaAgreement.MembersMissingIn(Resource($"examples/{file}.json"), Resource($"{file}.schema.json")));

    [Theory]
    [InlineData("escalations", "\"PT2M\"", "\"2 weeks\"")]
    [InlineData("escalations", "\"PT30M\"", "\"P1Y\"")]
    [InlineData("escalations", "\"handovers\", ", "\"handovers\", \"rules\": [\"smoke\"], ")]
    [InlineData("templates", "{grid}", "{person}")]
    [InlineData("templates", "{grid}", "{Grid}")]
    [InlineData("templates", "ItemMoved", "itemMoved")]
    [InlineData("people", "22:00", "24:00")]
    [InlineData("people", "\"sat\"", "\"Sat\"")]
    [InlineData("people", "2026-10-01", "2026-13-01")]
    public void Schema_WhatTheReaderRefuses_IsRefused(string file, string right, string wrong)
    {
        var json = Resource($"examples/{file}.json").Replace(right, wrong, StringComparison.Ordinal);
        Assert.Equal((false, false), (Reads(file, json), SchemaAgreement.Accepts(SchemaOf(file), json)));
    }

    private static JsonSchema SchemaOf(string file) => JsonSchema.FromText(Resource($"{file}.schema.json"));

    private static bool Reads(string file, string json)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        return file switch
        {
            "people" => AddressBook.Read(utf8, KnownAudiences, ["sms", "mail"], out _) is not null,
            "escalations" => EscalationPlans.Read(utf8, KnownAudiences, out _) is not null,
            _ => MessageTemplates.Read(utf8, out _) is not null,
        };
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(NotificationSchemaTests).Assembly.GetManifestResourceStream($"notifications/{name}")!);
        return reader.ReadToEnd();
    }

    /// <summary>Names that neither file has: people, audiences, channels, time zones.</summary>
    [GeneratedRegex(@"^timeZone: |(audience|channel): is |(people|fallback)\.\d+(\.id)?: is "
        + @"|^people: is \[\]|people\.\d+\.channels: is \[\]")]
    private static partial Regex AboutOthers();
}
