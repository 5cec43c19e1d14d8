using System.Text;
using CityKit.Cases;
using CityKit.Contacts;
using CityKit.Sensors.Alerts;
using NodaTime;

namespace CityKit.Hub.Tests;

public sealed class AddressBookTests
{
    private const string File = """
        {"schema": 1, "timeZone": "Asia/Shanghai",
         "people": [
           {"id": "li", "language": "en", "channels": [{"channel": "mail", "address": "li@example.org"}],
            "quiet": {"from": "22:00", "until": "07:00", "except": "critical"}},
           {"id": "wang", "channels": [{"channel": "sms", "address": "13900000000"}]},
           {"id": "zhao", "channels": []}],
         "duties": [
           {"audience": "role:DutyOfficer", "weekly": [
              {"days": ["mon", "tue", "wed", "thu", "fri"], "from": "08:00", "until": "20:00", "people": ["li"]},
              {"days": ["fri"], "from": "20:00", "until": "08:00", "people": ["wang"]}],
            "exceptions": [{"date": "2026-10-01", "from": "00:00", "until": "00:00", "people": ["wang"]}]},
           {"audience": "DutyOfficer", "grid": "370203", "weekly": [
              {"days": ["mon"], "from": "00:00", "until": "00:00", "people": ["wang", "zhao"]}]}],
         "fallback": ["wang"]}
        """;

    private static readonly string[] Known = ["DutyOfficer", "CareWorker", "everybody"];

    [Theory] // Shanghai is 8 hours ahead; 2026-03-02 is a Monday, 2026-10-01 a Thursday
    [InlineData("2026-03-02T08:00", "li")]
    [InlineData("2026-03-02T07:59", "fallback")]
    [InlineData("2026-03-06T20:00", "wang")]
    [InlineData("2026-03-07T07:59", "wang")]
    [InlineData("2026-03-07T08:00", "fallback")]
    [InlineData("2026-10-01T12:00", "wang")]
    [InlineData("2026-10-02T00:00", "fallback")]
    public void Resolve_AtATimeOfTheRoster_ReachesWhoIsOnDuty(string local, string expected)
    {
        var reach = Read().Resolve("DutyOfficer", WorkPlace.Unknown, At(local));
        Assert.Equal(expected == "fallback", reach.Unreached.Length == 1);
        Assert.Equal([expected == "fallback" ? "wang" : expected], reach.People.Select(person => person.Id));
    }

    [Fact]
    public void Resolve_InANarrowerScope_AsksItsRosterAndNamesWhoHasNoChannel()
    {
        var reach = Read().Resolve("role:DutyOfficer", new WorkPlace { Grid = "370203001001001" }, At("2026-03-02T12:00"));
        Assert.Equal(["wang"], reach.People.Select(person => person.Id));
        var unreached = Assert.Single(reach.Unreached);
        Assert.Equal(("no-channel", "DutyOfficer", "zhao"), (unreached.Code, unreached.Audience, unreached.Person));
    }

    [Theory]
    [InlineData("2026-03-02T21:59", Severity.Info, null)]
    [InlineData("2026-03-02T22:00", Severity.Warning, "2026-03-03T07:00")]
    [InlineData("2026-03-03T06:59", Severity.Info, "2026-03-03T07:00")]
    [InlineData("2026-03-03T06:59", Severity.Critical, null)]
    [InlineData("2026-03-03T07:00", Severity.Info, null)]
    public void HoldsUntil_InQuietHours_IsTheirEndUnlessItIsUrgent(string local, Severity severity, string? until)
    {
        var book = Read();
        Assert.Equal(until is null ? null : At(until), book.Find("li")!.Quiet!.HoldsUntil(severity, At(local), book.Zone));
    }

    [Theory]
    [InlineData("\"role:DutyOfficer\"", "\"role:DutyOficer\"", "duties[0].audience")]
    [InlineData("\"sms\"", "\"smss\"", "people[1].channels[0].channel")]
    [InlineData("\"fallback\": [\"wang\"]", "\"fallback\": [\"weng\"]", "fallback")]
    [InlineData("\"fallback\": [\"wang\"]", "\"fallback\": [\"zhao\"]", "fallback")]
    [InlineData("\"fri\"], \"from\": \"20:00\"", "\"friday\"], \"from\": \"20:00\"", "duties[0].weekly[1].days")]
    [InlineData("Asia/Shanghai", "Asia/Qingdao", "timeZone")]
    [InlineData("\"id\": \"wang\"", "\"id\": \"li\"", "people[1].id")]
    [InlineData("2026-10-01", "2026-13-01", "duties[0].exceptions[0].date")]
    public void Read_AFileWithAMistake_NamesItsPlace(string right, string wrong, string path)
    {
        Assert.Null(AddressBook.Read(
            Encoding.UTF8.GetBytes(File.Replace(right, wrong, StringComparison.Ordinal)), Known, ["mail", "sms"], out var errors));
        Assert.Contains(errors, error => error.Path == path && error.Line > 0);
    }

    [Fact]
    public void PersonChannel_AsText_HasNoAddress() =>
        Assert.DoesNotContain("example.org", Read().Find("li")!.ToString(), StringComparison.Ordinal);

    private static Instant At(string local) => Instant.FromDateTimeOffset(DateTimeOffset.Parse(local + ":00+08:00", null));

    private static AddressBook Read() => AddressBook.Read(Encoding.UTF8.GetBytes(File), Known, ["mail", "sms"], out var errors)
        ?? throw new InvalidOperationException(string.Join(" ", errors));
}
