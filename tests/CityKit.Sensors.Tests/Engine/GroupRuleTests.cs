using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;

namespace CityKit.Sensors.Tests.Engine;

/// <summary>Rules over several sensors and devices: what each kind means, as a table.</summary>
public sealed class GroupRuleTests
{
    private const string Smoke = """{"when": {"kind": "match", "event": "contact"}}""";
    private const string Door = """{"sensors": {"quantity": "door"}, "when": {"kind": "match", "event": "contact"}}""";
    private const string Seen = """{"sensors": {"quantity": "camera"}, "when": {"kind": "match", "event": "detection"}}""";
    private const string Hot = """{"sensors": {"quantity": "temperature"}, "when": {"kind": "threshold", "above": "40 C"}}""";
    private const string Dark = """{"when": {"kind": "contact", "is": "active", "hold": "5 min"}}""";

    [Theory]
    [InlineData("5.5 a.smoke+, 7.5 b.temp=45, 9.5 a.smoke-", "Raised +7.5 b/temp, Cleared +9.5 b/temp")] // at any sensors of the tower
    [InlineData("5.5 b.temp=45, 7.5 a.smoke+, 8.5 b.temp=30", "Raised +7.5 a/smoke, Cleared +8.5 a/smoke")] // in either order
    [InlineData("5.5 a.smoke+, 7.5 a.smoke-, 8.5 b.temp=45", "")] // not at the same time
    [InlineData("5.5 a.smoke+, 6.5 b.smoke+, 7.5 c.temp=45, 8.5 a.smoke-, 9.5 b.smoke-", "Raised +7.5 c/temp, Cleared +9.5 c/temp")]
    [InlineData("5.5 a.smoke+T, 7.5 b.temp=45", "Raised? +7.5 b/temp")] // without what was seen in maintenance it would not hold
    [InlineData("5.5 a.smoke+T, 6.5 b.smoke+, 7.5 b.temp=45", "Raised +7.5 b/temp")]
    public void All_EachConditionSomewhereInTheGroup_RaisesWithTheLast(string script, string expected) =>
        Assert.Equal(expected, new GroupBench($$"""{"kind": "all", "of": [{{Smoke}}, {{Hot}}]}""").Play(script).Log);

    [Theory]
    [InlineData("5.5 a.smoke+, 6 a.camera!, 6.5 b.camera!",
        "Raised! +6 a/camera, Raised! +6.5 b/camera")] // a moment decides for its instant
    [InlineData("6 a.camera!, 6.5 a.smoke+", "")]
    public void All_WithAMoment_IsFinal(string script, string expected) =>
        Assert.Equal(expected, new GroupBench($$"""{"kind": "all", "of": [{{Smoke}}, {{Seen}}]}""").Play(script).Log);

    [Theory]
    [InlineData("5.5 a.smoke+, 6.5 b.smoke+, 7.5 a.smoke-, 8.5 b.smoke-", "Raised +5.5 a/smoke, Cleared +8.5 a/smoke")] // one alert a group
    [InlineData("5.5 a.door+, 6.5 a.camera!", "Raised! +6.5 a/camera")]
    [InlineData("5.5 a.smoke+, 6.5 a.camera!, 7.5 a.smoke-", "Raised +5.5 a/smoke, Cleared +7.5 a/smoke")]
    public void Any_OneCondition_IsOneAlertOfTheGroup(string script, string expected) =>
        Assert.Equal(expected, new GroupBench($$"""{"kind": "any", "of": [{{Smoke}}, {{Seen}}]}""").Play(script).Log);

    [Theory]
    [InlineData("5.5 a.smoke+, 6.5 b.smoke+, 7.5 a.smoke-, 17 b.smoke-",
        "Raised +15.5 b/smoke, Cleared +19 b/smoke")] // held ten minutes by one or the other
    [InlineData("5.5 a.smoke+, 8 a.smoke-, 9 a.smoke+, 19.5 a.smoke-, 20.5 a.smoke+, 23 a.smoke-",
        "Raised +19 a/smoke, Cleared +25 a/smoke")]
    [InlineData("5.5 a.smoke+, 10 a.smoke?, 12.5 a.smoke.", "Raised +22.5 a/smoke")] // not seen in between: ten minutes from then
    [InlineData("5.5 a.smoke+, 10 a~3", "Raised +20 a/smoke")]
    [InlineData("5.5 a.smoke+, 6 b.smoke+, 10 a~3", "Raised +15.5 b/smoke")] // the other one was
    [InlineData("5.5 a.smoke+, 10 b~3", "Raised +15.5 a/smoke")]
    public void Any_WithHolds_MustLast(string script, string expected) =>
        Assert.Equal(expected,
            new GroupBench($$"""{"kind": "any", "of": [{{Smoke}}], "hold": "10 min", "clearHold": "2 min"}""").Play(script).Log);

    [Theory]
    [InlineData("", "Raised +20 a/door")] // nothing was ever open
    [InlineData("5.5 a.door+, 7.5 a.door-", "Raised +27.5 a/door")]
    [InlineData("5.5 a.door+, 7.5 a.door-, 30 b.door+", "Raised +27.5 a/door, Cleared +30 a/door")]
    [InlineData("19 b~3", "Raised +39 b/door")] // what was not seen proves nothing
    [InlineData("19 b.camera!", "Raised +20 a/door")]
    public void None_NothingHeldForSoLong_Raises(string script, string expected) =>
        Assert.Equal(expected, new GroupBench($$"""{"kind": "none", "of": [{{Door}}], "hold": "20 min"}""").Play(script).Log);

    [Theory]
    [InlineData("5 a.smoke+, 6 b.smoke+, 7 c.smoke+", "Raised +7 c/smoke")]
    [InlineData("5 a.smoke+, 6 b.smoke+, 7 a.smoke-, 8 c.smoke+, 9.5 b.smoke-, 20 c.smoke-",
        "Raised +8 c/smoke, Cleared +10 c/smoke")] // turned up to 5 min ago
    [InlineData("5 a.smoke+, 5.5 a.smoke-, 6 b.smoke+, 10 c.smoke+", "Raised +10 c/smoke, Cleared +10 c/smoke")] // exactly 5 min
    [InlineData("5 a.smoke+, 5.5 a.smoke-, 6 b.smoke+, 10.1 c.smoke+", "")]
    [InlineData("5 a.smoke+, 5.5 a.smoke-, 6 a.smoke+, 6.5 a.smoke-, 7 a.smoke+, 8 b.smoke+", "")] // different sensors
    [InlineData("5 a.smoke+, 6 b.smoke+T, 7 c.smoke+", "Raised? +7 c/smoke")]
    public void Count_ThreeContactsOfATower_WithinFiveMinutes(string script, string expected) =>
        Assert.Equal(expected,
            new GroupBench($$"""{"kind": "count", "of": {{Smoke}}, "atLeast": 3, "within": "5 min"}""").Play(script).Log);

    [Theory]
    [InlineData("5 a.door+, 6.5 b.smoke+, 9 b.smoke-", "Raised +6.5 b/smoke, Cleared +9 b/smoke")]
    [InlineData("5 a.door+, 7 b.smoke+", "Raised +7 b/smoke")] // exactly 2 min
    [InlineData("5 a.door+, 7.1 b.smoke+", "")]
    [InlineData("5 b.smoke+, 6 a.door+", "")] // in that order
    [InlineData("5 a.door+, 5 b.smoke+", "")] // at the same time is not then
    [InlineData("5 a.door+, 5.2 a.door-, 6 b.smoke+, 6.2 b.smoke-, 6.5 c.smoke+", "Raised +6 b/smoke, Cleared +6.2 b/smoke")] // used up
    [InlineData("5 a.door+T, 6 b.smoke+", "Raised? +6 b/smoke")]
    public void Sequence_SmokeAfterADoor_WithinTwoMinutes(string script, string expected) =>
        Assert.Equal(expected,
            new GroupBench($$"""{"kind": "sequence", "first": {{Door}}, "then": {{Smoke}}, "within": "2 min"}""").Play(script).Log);

    [Theory]
    [InlineData("5 a.camera!, 6 b.camera!, 6.5 c.smoke+", "Raised +6.5 c/smoke")]
    public void Sequence_AfterAMoment_Raises(string script, string expected) =>
        Assert.Equal(expected,
            new GroupBench($$"""{"kind": "sequence", "first": {{Seen}}, "then": {{Smoke}}, "within": "2 min"}""").Play(script).Log);

    [Theory]
    [InlineData("5 a.door+", "Raised +15 a/door")]
    [InlineData("5 a.door+, 15 b.camera!", "")] // exactly 10 min is in time
    [InlineData("5 a.door+, 15.5 b.camera!", "Raised +15 a/door, Cleared +15.5 a/door")]
    [InlineData("5 a.door+, 20 a.door-", "Raised +15 a/door, Cleared +20 a/door")]
    [InlineData("5 a.door+, 8 a.door-", "Raised! +15 a/door")] // over by then: final
    [InlineData("5 a.door+, 8 a.door-, 9 a.door+, 16 b.camera!", "Raised +15 a/door, Cleared +16 a/door")] // the first of two waits
    [InlineData("5 a.door+, 5 a.camera!", "")]
    public void Without_NobodySeenAfterADoor_RaisesAtItsTime(string script, string expected) =>
        Assert.Equal(expected,
            new GroupBench($$"""{"kind": "without", "first": {{Door}}, "then": {{Seen}}, "within": "10 min"}""").Play(script).Log);

    [Fact]
    public void Without_WhatShouldFollowHoldsAlready_DoesNotWait()
    {
        var when = $$"""{"kind": "without", "first": {{Seen}}, "then": {{Door}}, "within": "10 min"}""";
        Assert.Equal("Raised! +30 a/camera", new GroupBench(when).Play("5 a.door+, 6 a.camera!, 10 a.door-, 20 a.camera!").Log);
    }

    [Theory] // a rule of one condition with a 'per'
    [InlineData("building", "5 a.smoke+, 6 b.smoke+, 7 a.smoke-, 8 b.smoke-", "Raised +5 a/smoke, Cleared +8 a/smoke")]
    [InlineData("device", "5 a.smoke+, 6 b.smoke+, 7 a.smoke-, 8 b.smoke-",
        "Raised +5 a/smoke, Raised +6 b/smoke, Cleared +7 a/smoke, Cleared +8 b/smoke")]
    [InlineData("household", "5 a.smoke+, 5.5 a.smoke-", "Raised +5 a/smoke, Cleared +5.5 a/smoke")]
    [InlineData("grid", "5 a.smoke+, 5.5 b.smoke+", "Raised +5 a/smoke")]
    public void Match_PerAGroup_IsAnySensorOfIt(string per, string script, string expected) =>
        Assert.Equal(expected, new GroupBench("""{"kind": "match", "event": "contact"}""", per).Play(script).Log);

    [Fact]
    public void Raised_AlertAndEvidence_NameTheGroupEachConditionAndWhenItTurned()
    {
        var bench = new GroupBench($$"""{"kind": "all", "of": [{{Dark}}, {{Hot}}]}""").Play("5 a.smoke+, 20.5 b.temp=45", 30);
        var raised = Assert.Single(bench.Outcomes);
        Assert.Equal(new GroupKey(RulePer.Building, "yard/5"), raised.Group);
        Assert.Equal("building:yard/5", raised.Source);
        Assert.Equal(AlertId.Of("r", new GroupKey(RulePer.Building, "yard/5"), GroupBench.At(20.5)), raised.Alert);
        Assert.Equal(
        [
            new RuleEvidence("contact is active hold 5 min", GroupBench.Key("a", "smoke"), GroupBench.At(10), 1),
            new RuleEvidence("threshold above 40 C", GroupBench.Key("b", "temp"), GroupBench.At(20.5), 45),
        ], raised.Evidence);
        Assert.Equal((45, "b/temp"), (raised.Value, raised.Entry.Key.ToString()));
    }

    [Fact]
    public void PerSensor_TwoConditionsOfOneSensor_IsAnAlertOfTheSensor()
    {
        var when = $$"""{"kind": "all", "of": [{{Smoke}}, {{Dark}}]}""";
        var raised = Assert.Single(new GroupBench(when, "sensor").Play("5 a.smoke+, 7 b.smoke+, 8 b.smoke-").Outcomes);
        Assert.Null(raised.Group);
        Assert.Equal(AlertId.Of("r", GroupBench.Key("a", "smoke"), GroupBench.At(10)), raised.Alert);
    }

    [Theory] // what falls due and what arrives late: group time is the earliest of the devices online
    [InlineData("5.5 a.smoke+", "", 6, "Raised +5.5 a/smoke")]
    [InlineData("5.5 a.smoke+", "c", 6, "Raised +5.5 a/smoke")] // never heard of: not waited for
    [InlineData("4 c, 5.5 a.smoke+", "c", 9, "")] // last heard at +4: waited for up to five minutes
    [InlineData("4 c, 5.5 a.smoke+", "c", 10, "Raised +5.5 a/smoke")]
    public void Decide_WithADeadDevice_WaitsFiveMinutesAtMost(string script, string dead, int end, string expected) =>
        Assert.Equal(expected, new GroupBench($$"""{"kind": "any", "of": [{{Smoke}}]}""").Play(script, end, dead).Log);

    [Fact] // both ends of a wait that the group had got past: as of then
    public void Decide_ADeviceComesBackWithWhatItSaw_CountsAsOfWhatWasDecidedLast()
    {
        var bench = new GroupBench($$"""{"kind": "count", "of": {{Smoke}}, "atLeast": 2}""").Play("3 c, 5 a.smoke+, 20 c.smoke+", 19, "c");
        bench.Do(4, "c.smoke+");
        for (var minute = 4; minute <= 30; minute++) bench.Beat("c", minute);
        for (var minute = 20; minute <= 31; minute++) bench.Beat("a", minute).Beat("b", minute);
        Assert.Equal("Raised +5 c/smoke", bench.Log);
    }

    [Fact]
    public void Feed_RegisterDeliveredBehindTheFeedsTime_CountsAsOfThatTime()
    {
        var bench = new GroupBench($$"""{"kind": "all", "of": [{{Smoke}}, {{Hot}}]}""").Play("16 b.smoke+, 18 b.smoke-", 15);
        foreach (var device in GroupBench.Devices) bench.Engine.AdvanceFeed(DeviceId.Parse(device), GroupBench.At(20), bench.Outcomes);
        bench.Do(17, "a.temp=45").Do(20.5, "b.smoke+");
        foreach (var device in GroupBench.Devices) bench.Engine.AdvanceFeed(DeviceId.Parse(device), GroupBench.At(21), bench.Outcomes);
        Assert.Equal("Raised +20.5 b/smoke", bench.Log);
        Assert.Equal(GroupBench.At(17), bench.Outcomes[0].Evidence[0].At);
    }

    [Fact]
    public void Edge_OneDevice_DecidesAtOnce()
    {
        var register = CityKit.Sensors.Register.SensorRegister.Of(GroupBench.SensorsOf("a"));
        var bench = new GroupBench($$"""{"kind": "all", "of": [{{Smoke}}, {{Hot}}]}""", "device", RuleHost.Edge, register);
        bench.Do(5, "a.smoke+").Do(6, "a.temp=45");
        Assert.Equal("Raised +6 a/temp", bench.Log);
        Assert.Equal("Raised +6 a/temp, Cleared +7 a/temp", bench.Restart().Do(7, "a.smoke-").Log);
    }

    [Fact]
    public void Hub_OneDeviceAndOneLane_DecidesAtOnce()
    {
        var bench = new GroupBench($$"""{"kind": "all", "of": [{{Smoke}}, {{Door}}]}""", "device");
        Assert.Equal("Raised +6 a/door", bench.Do(5, "a.smoke+").Do(6, "a.door+").Log);
    }

    [Fact]
    public void Take_MoreSignalsThanMayWait_DecidesTheOldest()
    {
        var bench = new GroupBench($$"""{"kind": "any", "of": [{{Smoke}}]}""").Play("", 1);
        for (var i = 0; i < 4_096; i++) bench.Do(2 + i, i % 2 == 0 ? "a.smoke+" : "a.smoke-");
        Assert.Equal("", bench.Log);
        Assert.Equal("Raised +2 a/smoke", bench.Do(5_000, "b.smoke+").Log);
    }

    [Theory] // +20 is corrected to +5, or +6 to +21: a hold of ten minutes begins there
    [InlineData(5.5, 20, 5)]
    [InlineData(5.5, 6, 21)]
    public void CorrectClock_InAHold_BeginsItAgain(double smoke, int from, int to)
    {
        var bench = new GroupBench($$"""{"kind": "any", "of": [{{Smoke}}], "hold": "30 min"}""", "device").Play($"{smoke} a.smoke+", from);
        foreach (var lane in Enum.GetValues<Lane>()) bench.Engine.CorrectClock(DeviceId.Parse("a"), lane, GroupBench.At(to));
        for (var minute = to; minute < to + 30; minute++) bench.Beat("a", minute);
        Assert.Equal("", bench.Log);
        Assert.Equal($"Raised +{to + 30} a/smoke", bench.Restart().Beat("a", to + 30).Log);
    }

    [Fact]
    public void Undated_Contact_CountsAsOfWhenItWasReceived()
    {
        var bench = new GroupBench($$"""{"kind": "count", "of": {{Smoke}}, "atLeast": 2}""").Play("5 a.smoke+", 6);
        var seen = new Observation(GroupBench.Key("b", "smoke"), EventKind.Contact, GroupBench.At(6.5), NodaTime.Duration.Zero, 1);
        bench.Engine.ObserveUndated(in seen, bench.Outcomes);
        Assert.Equal("", bench.Log);
        Assert.Equal("Raised +6.5 b/smoke", bench.Beat("a", 7).Beat("b", 7).Beat("c", 7).Log);
    }

    [Fact]
    public void Incomplete_WindowOfACondition_GoesOutForTheRule()
    {
        var when = """
            {"kind": "any", "of": [{"sensors": {"quantity": "temperature"}, "when": {"kind": "window", "over": "24 min", "above": "90 C"}}]}
            """;
        var bench = new GroupBench(when).Play("1 a.temp=1", 40);
        Assert.All(bench.Outcomes, o => Assert.Equal((OutcomeKind.Incomplete, "r", "building:yard/5"), (o.Kind, o.Rule.Id, o.Source)));
        Assert.NotEmpty(bench.Outcomes);
    }
}
