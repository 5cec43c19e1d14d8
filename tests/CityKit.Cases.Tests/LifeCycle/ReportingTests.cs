namespace CityKit.Cases.Tests.LifeCycle;

/// <summary>信息收集、案卷建立: reports of every source, verification, filing and what is not filed.</summary>
public class ReportingTests
{
    [Theory]
    // what inspectors, grid workers, departments, leaders and confirmed leads report is accepted
    [InlineData("reported", "accept", "acceptor", "filing", "role:DutyLeader")]
    [InlineData("grid", "accept", "acceptor", "filing", "role:DutyLeader")]
    [InlineData("department", "accept", "acceptor", "filing", "role:DutyLeader")]
    [InlineData("order", "accept", "acceptor", "filing", "role:DutyLeader")]
    [InlineData("lead", "accept", "acceptor", "filing", "role:DutyLeader")]
    // what the public reports is verified first (核实), unless the duty leader says why not
    [InlineData("public", "accept", "acceptor", "guard")]
    [InlineData("hotline", "accept", "acceptor", "guard")]
    [InlineData("public", "accept", "leader", "filing", "role:Acceptor")]
    [InlineData("reported", "accept", "leader", "filing", "role:Acceptor")]
    [InlineData("public", "verify", "acceptor", "verifying", "role:Inspector")]
    [InlineData("public", "verify", "leader", "wrong-role")]
    [InlineData("public, verify", "confirm", "inspector", "filing", "role:DutyLeader")]
    [InlineData("public, verify", "confirm", "gridWorker", "wrong-role")]
    [InlineData("public, verify", "refute", "inspector", "rejected", "reporter:resident-1")]
    [InlineData("public, verify", "accept", "acceptor", "wrong-state")]
    [InlineData("reported", "confirm", "inspector", "wrong-state")]
    // small matters are handled on the spot (自行处置)
    [InlineData("reported", "self-handle", "inspector", "self-handled", "reporter:inspector-7")]
    [InlineData("grid", "self-handle", "gridWorker", "self-handled", "reporter:grid-1")]
    [InlineData("public, verify", "self-handle", "inspector", "self-handled", "reporter:resident-1")]
    [InlineData("accepted", "self-handle", "inspector", "wrong-state")]
    // not accepted, not filed
    [InlineData("reported", "reject", "acceptor", "rejected", "reporter:inspector-7")]
    [InlineData("reported", "reject", "dispatcher", "wrong-role")]
    [InlineData("accepted", "decline", "leader", "declined", "reporter:inspector-7")]
    [InlineData("accepted", "decline", "acceptor", "wrong-role")]
    [InlineData("accepted, decline", "file", "leader", "wrong-state")]
    [InlineData("reported", "classify", "acceptor", "reported")]
    [InlineData("accepted", "file", "leader", "dispatching", "role:Dispatcher")]
    [InlineData("accepted", "file", "acceptor", "wrong-role")]
    [InlineData("reported", "file", "leader", "wrong-state")]
    public void Row_OfAReport_Holds(string situation, string command, string who, string becomes, string told = "") =>
        Table.Holds(situation, command, who, becomes, told);

    [Theory]
    [InlineData("reported", "collect", "2025-03-13 09:30")]
    [InlineData("reported, +31m", "collect", "2025-03-13 09:30 late")]
    [InlineData("public, +10m, verify", "verification", "2025-03-13 09:40")]
    [InlineData("public, verify, +10m, confirm", "verification", "ended")]
    [InlineData("public, verify, +10m, confirm", "establish", "2025-03-13 09:40")]
    [InlineData("reported, +10m, accept", "citizen", "2025-03-16 09:00")]
    public void Clock_OfAReport_Runs(string situation, string clock, string deadline) => Table.Runs(situation, clock, deadline);

    [Fact]
    public void File_WithoutACondition_NamesThoseOfTheClass()
    {
        var refusal = Story.Of("accepted").Do(new WorkCommand("file"), "leader").Refusal!;
        Assert.Equal("missing-field", refusal.Code);
        Assert.Contains("0305-dirty, 0305-missing", refusal.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void File_OfAHotlinesOrder_NeedsItsNumberOnce()
    {
        var story = Story.Of("hotline, verify, confirm");
        var file = new WorkCommand("file") { Condition = "0305-dirty" };
        Assert.Contains("orderNumber", story.Do(file, "leader").Refusal!.Message.En, StringComparison.Ordinal);
        var filed = story.Do(file with { Details = TextMap.Empty.Add("orderNumber", "12345-2025-0313") }, "leader").OrThrow();
        Assert.Equal(("dispatching", "12345-2025-0313"), (filed.State, filed.Details["orderNumber"]));
        story.Do("return", "dispatcher").OrThrow();
        Assert.Equal("dispatching", story.Do(new WorkCommand("file"), "leader").OrThrow().State); // number and condition are kept
    }

    [Theory] // whoever reported it is told why, in words meant for them
    [InlineData("public", "reject", "acceptor")]
    [InlineData("hotline", "reject", "acceptor")]
    [InlineData("public, verify", "refute", "inspector")]
    [InlineData("public, verify, confirm", "decline", "leader")]
    public void Refusal_OfAPublicReportWithoutAReply_IsRefused(string situation, string command, string who)
    {
        var refusal = Story.Of(situation).Do(new WorkCommand(command) { Reason = "not ours" }, who).Refusal!;
        Assert.Equal(("missing-field", true), (refusal.Code, refusal.Message.En.Contains("reply", StringComparison.Ordinal)));
    }

    [Fact]
    public void Accept_OfAnUnverifiedReport_SaysTheWayOut()
    {
        var refusal = Story.Of("public").Do("accept", "acceptor").Refusal!;
        Assert.Equal("A public report is verified on site first; the duty leader may accept it with a reason", refusal.Message.En);
        Assert.Contains("verify", refusal.Allowed);
    }
}
