using System.Text;
using CityKit.Cases.Policies;
using CityKit.Core.Calendar;
using NodaTime;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests;

public class SeasonTests
{
    private const string File = """
        {
          "schema": 1,
          "hours": "08:00-12:00,14:00-18:00",
          "seasons": [
            {"from": "06-01", "to": "09-30", "hours": "08:00-11:30,15:00-18:30"},
            {"from": "12-01", "to": "02-29", "hours": "09:00-12:00,13:00-17:00"}
          ]
        }
        """;

    [Fact]
    public void Read_Seasons_AreWrittenAsRead()
    {
        var policy = Read(File);
        Assert.Equal((new AnnualDate(6, 1), new AnnualDate(9, 30)), (policy.Seasons[0].From, policy.Seasons[0].To));
        var again = Read(Encoding.UTF8.GetString(policy.ToUtf8()));
        Assert.Equal(policy.ToUtf8(), again.ToUtf8());
        Assert.Equal((new AnnualDate(2, 29), "09:00-12:00,13:00-17:00"), (again.Seasons[1].To, again.Seasons[1].Hours.ToString()));
    }

    [Fact]
    public void ToUtf8_NoSeasons_IsAsBefore() =>
        Assert.DoesNotContain(
            "seasons", Encoding.UTF8.GetString((WorkPolicy.Empty with { Label = "x" }).ToUtf8()), StringComparison.Ordinal);

    [Theory]
    [InlineData("09-30", "09-31", "seasons[0].to")]
    [InlineData("06-01", "6-1", "seasons[0].from")]
    [InlineData("08:00-11:30,15", "08:00-11:30,11", "seasons[0].hours")]
    [InlineData("\"12-01\"", "\"09-30\"", "seasons[1].from")]
    [InlineData("\"to\": \"02-29\"", "\"to\": \"06-01\"", "seasons[1].from")]
    [InlineData("\"to\": \"02-29\"", "\"until\": \"02-29\"", "seasons[1].to")]
    public void Read_BrokenSeason_SaysWhere(string right, string wrong, string path)
    {
        Assert.Null(PolicyReader.Read(Encoding.UTF8.GetBytes(File.Replace(right, wrong, StringComparison.Ordinal)), out var errors));
        Assert.Equal(path, errors[0].Path);
        Assert.True(errors[0].Line > 1);
    }

    // Friday 29 May 2026, 16:00 + 4 working hours: two in the usual hours, two on Monday morning of the summer's.
    [Fact]
    public void Dispatch_AcrossASeasonsBorder_IsDueByBothHours()
    {
        var policy = Policy with { Seasons = Read(File).Seasons };
        var item = CaseDispatchedAt(EngineWith(policy), "2026-05-29 16:00");
        Assert.Equal(At("2026-06-01 10:00"), item.Deadline!.Value.At);

        var left = item.Clock.LeftAt(At("2026-06-01 09:15"), policy.ClockOn(WorkCalendar.BuiltIn));
        Assert.Equal("还剩 45 分（工作时间）", left!.Value.ToText().Zh);
        Assert.Null(item.Clocks[0].LeftAt(At("2026-06-01 09:15"), policy.ClockOn(WorkCalendar.BuiltIn)));
    }

    // Three of four hours are left on Friday at 17:00; on Tuesday in summer they are 15:30 to 18:30.
    [Fact]
    public void Suspension_IntoTheSummer_KeepsWhatWasLeft()
    {
        var engine = EngineWith(Policy with { Seasons = Read(File).Seasons });
        var item = Ask(engine, CaseDispatchedAt(engine, "2026-05-29 16:00"), "request-suspension");
        item = engine.Apply(item, new WorkCommand("approve-suspension"), Centre, At("2026-05-29 17:00")).OrThrow();
        item = engine.Apply(item, new WorkCommand("resume"), StreetOffice, At("2026-06-02 15:30")).OrThrow();
        Assert.Equal(At("2026-06-02 18:30"), item.Deadline!.Value.At);
    }

    // Monday 10:00 and four hours more: 90 minutes before the summer's lunch, the rest after 15:00.
    [Fact]
    public void Extension_IntoTheSummer_IsCountedInItsHours()
    {
        var engine = EngineWith(Policy with { Seasons = Read(File).Seasons });
        var item = Ask(engine, CaseDispatchedAt(engine, "2026-05-29 16:00"), "request-extension");
        item = engine.Apply(item, new WorkCommand("approve-extension"), Centre, At("2026-05-29 17:00")).OrThrow();
        Assert.Equal(At("2026-06-01 17:30"), item.Deadline!.Value.At);
    }

    [Fact]
    public void Recompute_SeasonAdded_MovesTheDeadline()
    {
        var item = CaseDispatchedAt(Engine, "2026-06-01 17:00");
        Assert.Equal(At("2026-06-02 11:00"), item.Deadline!.Value.At);
        var moved = EngineWith(Policy with { Seasons = Read(File).Seasons }).Recompute(item, At("2026-06-01 17:30")).OrThrow();
        Assert.Equal(At("2026-06-02 10:30"), moved.Deadline!.Value.At);
    }

    private static WorkItem Ask(WorkEngine engine, WorkItem item, string command) =>
        engine.Apply(item, new WorkCommand(command) { Reason = "备件未到" }, StreetOffice, At("2026-05-29 16:30")).OrThrow();

    private static WorkPolicy Read(string text) =>
        PolicyReader.Read(Encoding.UTF8.GetBytes(text), out var errors) ?? throw new InvalidOperationException(string.Join("; ", errors));
}
