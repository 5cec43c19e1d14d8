using System.Text;
using CityKit.Grids.Compounds;
using CityKit.Import.Places;
using NodaTime;

namespace CityKit.Grids.Tests.Places;

public class CompoundSurveyTests
{
    [Theory]
    [InlineData("\"community\": \"370202014901\"", "\"community\": \"370202014\"", "community")]
    [InlineData("\"community\": \"370202014901\"", "\"community\": \"x\"", "community")]
    [InlineData("\"building\": \"2\"", "\"building\": \"9\"", "mounts[3].building")]
    [InlineData("\"entrance\": \"2\"", "\"entrance\": \"7\"", "mounts[2].entrance")]
    [InlineData("37020201002900001", "37020201000900001", "components[0].id")]
    [InlineData("37020201037900002", "37020201037900001", "components[2].id")]
    [InlineData("[120.4119, 36.0607]", "[36.0607, 120.4119]", "components[0].location")]
    [InlineData("\"storeys\": 24", "\"stories\": 24", "buildings[2].stories")]
    public void Read_OneThingWrong_IsNamedByItsPath(string right, string wrong, string path)
    {
        var text = TestData.Text("places/compound.json");
        Assert.Contains(right, text, StringComparison.Ordinal);
        Assert.Null(CompoundSurvey.Read(Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal)), out var errors));
        Assert.Contains(errors, error => error.Path == path && error.Line > 1);
    }

    [Fact]
    public void Read_EverythingInside_IsThere()
    {
        var compound = CompoundSurvey.Read(Encoding.UTF8.GetBytes(Whole), out var errors)!.Compound;
        Assert.Empty(errors);
        var entrance = compound.Buildings[0].Entrances[0];
        Assert.Equal([-1, 1, 2], entrance.Floors.Select(floor => floor.Number));
        Assert.Equal(("A-370202-0201", null), (entrance.FindDwelling("201")!.AddressCode, entrance.FindDwelling("999")));
        Assert.Equal(("lift1", "1"), (compound.Buildings[0].Lifts[0].Id, compound.Buildings[0].Lifts[0].Entrance));
        Assert.Equal(("A-370202", "station", true), (compound.AddressCode, compound.RiderStations[0].Id, compound.Bays[0].HasCharger));
    }

    // Half-open: on the day one firm ends the next one begins.
    [Theory]
    [InlineData(2019, 12, 31, null)]
    [InlineData(2020, 1, 1, "old-firm")]
    [InlineData(2021, 12, 31, "old-firm")]
    [InlineData(2022, 1, 1, "new-firm")]
    public void BodyOn_PropertyFirmChanged_IsTheOneOfTheDay(int year, int month, int day, string? expected)
    {
        var compound = CompoundSurvey.Read(Encoding.UTF8.GetBytes(Whole), out _)!.Compound;
        Assert.Equal(expected, compound.BodyOn(CompoundRole.PropertyFirm, new LocalDate(year, month, day))?.Id);
        Assert.Equal("police-3", compound.BodyOn(CompoundRole.PoliceStation, new LocalDate(year, month, day))!.Id);
    }

    [Theory]
    [InlineData("\"until\": \"2022-01-01\"", "\"until\": \"2022-01-02\"", "bodies[1].from")] // two firms on 2022-01-01
    [InlineData("\"until\": \"2022-01-01\"", "\"until\": \"2020-01-01\"", "bodies[0].until")]
    [InlineData("\"until\": \"2022-01-01\"", "\"until\": \"2022-13-01\"", "bodies[0].until")]
    [InlineData("\"role\": \"police-station\"", "\"role\": \"police\"", "bodies[2].role")]
    [InlineData("\"number\": 2,", "\"number\": 1,", "buildings[0].entrances[0].floors[2].number")]
    [InlineData("\"number\": 2,", "\"number\": 0,", "buildings[0].entrances[0].floors[2].number")]
    [InlineData("\"id\": \"202\"", "\"id\": \"201\"", "buildings[0].entrances[0].floors[2].dwellings[1].id")]
    [InlineData("\"entrance\": \"1\"", "\"entrance\": \"7\"", "buildings[0].lifts[0].entrance")]
    // crosses itself (issue 8, number 14)
    [InlineData("[[120.41, 36.06], [120.42, 36.06], [120.42, 36.07]]",
        "[[120.41, 36.06], [120.42, 36.07], [120.42, 36.06], [120.41, 36.07]]", "outline")]
    [InlineData("[[120.415, 36.061], [120.416, 36.061], [120.416, 36.062]]",
        "[[120.415, 36.061], [120.416, 36.062], [120.416, 36.061], [120.415, 36.062]]", "buildings[0].outline")]
    public void Read_OneThingWrongInside_IsNamedByItsPath(string right, string wrong, string path)
    {
        Assert.Contains(right, Whole, StringComparison.Ordinal);
        Assert.Null(CompoundSurvey.Read(Encoding.UTF8.GetBytes(Whole.Replace(right, wrong, StringComparison.Ordinal)), out var errors));
        Assert.Contains(errors, error => error.Path == path);
    }

    [Fact]
    public void Read_OutlineThatCrossesItself_SaysHowAndWhereInBothLanguages()
    {
        var text = Whole.Replace("[[120.41, 36.06], [120.42, 36.06], [120.42, 36.07]]",
            "[[120.41, 36.06], [120.42, 36.07], [120.42, 36.06], [120.41, 36.07]]", StringComparison.Ordinal);
        Assert.Null(CompoundSurvey.Read(Encoding.UTF8.GetBytes(text), out var errors));
        var found = Assert.Single(errors).Found;
        Assert.Matches(@"^rings cross, or parts cover the same ground \([0-9., -]+\)$", found.En);
        Assert.Matches("^环相交，或各部分占用同一地面（[0-9., -]+）$", found.Zh);
    }

    // Invented.
    private const string Whole = """
        {"id": "c1", "name": {"zh": "虚构小区", "en": "Invented Court"}, "community": "370202014901", "addressCode": "A-370202",
         "outline": [[120.41, 36.06], [120.42, 36.06], [120.42, 36.07]],
         "buildings": [{"id": "1", "name": {"zh": "1号楼", "en": "Building 1"}, "outline": [[120.415, 36.061], [120.416, 36.061], [120.416, 36.062]],
           "entrances": [{"id": "1", "name": {"zh": "1单元", "en": "Entrance 1"}, "location": [120.4155, 36.061],
             "floors": [{"number": -1, "dwellings": []}, {"number": 1, "dwellings": [{"id": "101"}]},
                        {"number": 2, "dwellings": [{"id": "201", "addressCode": "A-370202-0201"}, {"id": "202"}]}]}],
           "lifts": [{"id": "lift1", "name": {"zh": "1号梯", "en": "Lift 1"}, "entrance": "1"}]}],
         "riderStations": [{"id": "station", "name": {"zh": "骑手驿站", "en": "Rider station"}, "location": [120.4101, 36.0601]}],
         "bays": [{"id": "B-001", "location": [120.4102, 36.0601], "charger": true}],
         "bodies": [{"role": "property-firm", "id": "old-firm", "name": {"zh": "旧物业", "en": "Old firm"}, "from": "2020-01-01", "until": "2022-01-01"},
                    {"role": "property-firm", "id": "new-firm", "name": {"zh": "新物业", "en": "New firm"}, "from": "2022-01-01"},
                    {"role": "police-station", "id": "police-3", "name": {"zh": "派出所", "en": "Police station"}}]}
        """;

    [Fact]
    public void Read_Garbage_IsAnError()
    {
        Assert.Null(CompoundSurvey.Read("[]"u8, out var errors));
        Assert.NotEmpty(errors);
    }
}
