using CityKit.Cases;
using CityKit.Hub.Tests.Support;
using CityKit.Services.Hub.Tests.Support;

namespace CityKit.Services.Hub.Tests;

/// <summary>Who may do and see what: for everybody else it does not exist.</summary>
public sealed class WhoMayTests
{
    private const string File = "new-born";

    [Fact]
    public async Task Start_ForSomebodyElse_IsForAClerkOfTheItem()
    {
        await using var city = await ServiceCity.StartAsync(File);
        Assert.Equal("not-yours", await CodeAsync(city, new StartApplication("a-1", "new-born", "resident-2"), ServiceCity.Parent));
        Assert.Equal("not-yours",
            await CodeAsync(city, new StartApplication("a-2", "new-born", "resident-2"), ServiceCity.Clerk("x", "水务部门")));
        Assert.Equal("bad-applicant", await CodeAsync(city, new StartApplication("a-3", "new-born"), ServiceCity.Health));
        Assert.Equal("wrong-role", await CodeAsync(city, new StartApplication("a-4", "new-born"), TestCity.Officer));
        (await city.Hub.ExecuteAsync(new StartApplication("a-5", "new-born", "resident-2"), ServiceCity.Health)).OrThrow();
        Assert.Single(await city.AskAsync("services/applications", ServiceCity.Other)); // it is the applicant's, not the clerk's
        Assert.Empty(await city.AskAsync("services/applications", ServiceCity.Parent));
    }

    [Fact]
    public async Task Start_OfTheSameTwice_NamesTheOneThatIsOpen()
    {
        await using var city = await ServiceCity.StartAsync(File);
        var application = await city.StartAsync("a-1", "new-born");
        var refusal = (await city.Hub.ExecuteAsync(new StartApplication("a-2", "new-born"), ServiceCity.Parent)).Refusal!;
        Assert.Equal("already-open", refusal.Code);
        Assert.Contains(application.Id, refusal.Message.En, StringComparison.Ordinal);
        Assert.Contains("new-born",
            (await city.Hub.ExecuteAsync(new StartApplication("a-3", "newborn"), ServiceCity.Parent)).Refusal!.Allowed);
    }

    [Fact]
    public async Task Show_OfWhatIsNotGenuine_LeavesNothing()
    {
        await using var city = await ServiceCity.StartAsync(File);
        var application = await city.StartAsync("a-1", "new-born");
        var before = (await city.JournalAsync()).Count;
        Assert.Equal("not-genuine", (await city.ShowAsync("s-1", application, "birth-certificate", "forged")).Refusal!.Code);
        Assert.Equal(before, (await city.JournalAsync()).Count);
    }

    [Fact]
    public async Task Show_WithFindingsOfTheCallersOwn_CountsWhatTheHubFound()
    {
        await using var city = await ServiceCity.StartAsync(File);
        var application = await city.StartAsync("a-1", "new-born");
        var claimed = new ShowFindings("2026-01", ["mother-id", "father-id", "name-statement"], [], [], true);
        const string NoWallet = """{"credentials": []}""";
        (await city.Hub.ExecuteAsync(new ShowCredentials("s-1", application.Id, "birth-certificate", [NoWallet], null, "a record", claimed),
            ServiceCity.Parent)).OrThrow();
        Assert.Equal(MaterialState.Open, (await city.NowAsync(application)).MaterialOf("mother-id")!.State);
    }

    [Fact]
    public async Task Commands_OfStrangers_FindNothing()
    {
        await using var city = await ServiceCity.StartAsync(File);
        var application = await city.StartAsync("a-1", "new-born");
        var wallet = ServiceCity.WalletText(File);
        Assert.Equal("not-found", (await city.ShowAsync("s-1", application, "birth-certificate", wallet, ServiceCity.Other)).Refusal!.Code);
        Assert.Equal("not-found", await CodeAsync(city, new HandInMaterial("h-1", application.Id, "child-photo"), ServiceCity.Other));
        (await city.ShowAsync("s-2", application, "birth-certificate", wallet)).OrThrow();
        Assert.Equal("not-found",
            await CodeAsync(city, new DecideStep("d-1", $"{application.Id}/birth-certificate", true), ServiceCity.Police));
        Assert.Equal("wrong-role",
            await CodeAsync(city, new DecideStep("d-2", $"{application.Id}/birth-certificate", true), ServiceCity.Parent));
        (await city.ShowAsync("s-3", application, "household-registration", wallet)).OrThrow();
        Assert.Equal("not-found",
            await CodeAsync(city, new ConfirmMaterial("c-1", $"{application.Id}/marriage-certificate", true), ServiceCity.Police));
        Assert.Equal("wrong-state",
            await CodeAsync(city, new DecideStep("d-3", $"{application.Id}/household-registration", true), ServiceCity.Police));
    }

    [Fact]
    public async Task Queries_ShowEachDepartmentItsOwnStepsAlone()
    {
        await using var city = await ServiceCity.StartAsync(File);
        var application = await city.StartAsync("a-1", "new-born");
        (await city.ShowAsync("s-1", application, "birth-certificate", ServiceCity.WalletText(File))).OrThrow();
        var row = Assert.Single(await city.AskAsync("services/steps", ServiceCity.Health));
        Assert.Equal(["mother-id", "father-id", "name-statement"],
            row.GetProperty("materials").EnumerateArray().Select(m => m.GetProperty("id").GetString()));
        Assert.Empty(await city.AskAsync("services/steps", ServiceCity.Police));
        Assert.Equal("wrong-role",
            (await city.Hub.QueryAsync("services/steps", new Dictionary<string, string>(), ServiceCity.Parent)).Refusal!.Code);
        var record = (await city.NowAsync(application)).StepOf("birth-certificate")!.Record;
        Assert.NotNull(await city.OpenAsync("o-1", record, ServiceCity.Health));
        Assert.Null(await city.OpenAsync("o-2", record, ServiceCity.Police));
        Assert.Null(await city.OpenAsync("o-3", record, TestCity.Officer));
        Assert.Contains((await city.Hub.Privacy.ReadsOfAsync(ServiceCity.Parent).ToListAsync()),
            read => read.By == "health-1" && read.Purpose == "handling");
    }

    [Fact]
    public async Task HandIn_OfWhatIsNotOpen_IsRefused()
    {
        await using var city = await ServiceCity.StartAsync(File);
        var application = await city.StartAsync("a-1", "new-born");
        Assert.Equal("wrong-state",
            await CodeAsync(city, new HandInMaterial("h-1", application.Id, "birth-certificate"), ServiceCity.Parent)); // a step issues it
        Assert.Equal("not-found", await CodeAsync(city, new HandInMaterial("h-2", application.Id, "nothing"), ServiceCity.Parent));
        Assert.Equal("bad-request",
            await CodeAsync(city, new HandInMaterial("h-3", application.Id, "child-photo", new string('e', 201)), ServiceCity.Parent));
        (await city.Hub.ExecuteAsync(new HandInMaterial("h-4", application.Id, "child-photo", "e-1"), ServiceCity.Parent)).OrThrow();
        Assert.Equal("wrong-state", await CodeAsync(city, new HandInMaterial("h-5", application.Id, "child-photo"), ServiceCity.Parent));
    }

    private static async Task<string?> CodeAsync(TestCity city, Modules.HubCommand command, Actor actor) =>
        (await city.Hub.ExecuteAsync(command, actor)).Refusal?.Code;
}
