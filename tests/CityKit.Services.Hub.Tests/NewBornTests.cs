using System.Text;
using CityKit.Hub.Tests.Support;
using CityKit.Notifications;
using CityKit.Services.Bundles;
using CityKit.Services.Hub.Tests.Support;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Services.Hub.Tests;

/// <summary>A bundle of six departments' items, from the start to the end.</summary>
public sealed class NewBornTests
{
    private const string File = "new-born";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Story_OverEachStore_GoesFromOneApplicationToEveryStepDecided(bool isSqlite)
    {
        using var file = new TempFile();
        ICityStore store = isSqlite ? new SqliteCityStore(file.Path) : new InMemoryCityStore();
        await using var city = await ServiceCity.StartAsync(File, store);
        var application = await city.StartAsync("a-1", "new-born");
        Assert.Equal(13, application.Materials.Count);
        Assert.Equal(MaterialState.Awaited, application.MaterialOf("birth-certificate")!.State);

        await ShowAsync(city, application, "birth-certificate"); // both identity cards, and the mother's own signature
        Assert.Equal(StepState.ForPerson, await StateAsync(city, application, "birth-certificate"));
        await DecideAsync(city, application, "birth-certificate", ServiceCity.Health);
        Assert.Equal(MaterialState.Issued, (await city.NowAsync(application)).MaterialOf("birth-certificate")!.State);
        Assert.Equal(StepState.ForPerson, await StateAsync(city, application, "vaccination-record")); // the mother's card was shown once

        await ShowAsync(city, application, "household-registration");
        Assert.Equal(MaterialState.Asked, (await city.NowAsync(application)).MaterialOf("marriage-certificate")!.State);
        await city.Hub.ExecuteAsync(new HandInMaterial("h-1", application.Id, "household-booklet"), ServiceCity.Parent);
        Assert.Equal(StepState.Waiting, await StateAsync(city, application, "household-registration"));
        var asked = Assert.Single(await city.AskAsync("services/confirmations", ServiceCity.Civil));
        (await city.Hub.ExecuteAsync(new ConfirmMaterial("c-1", asked.GetProperty("id").GetString()!, true), ServiceCity.Civil)).OrThrow();
        Assert.Equal(StepState.ForPerson, await StateAsync(city, application, "household-registration"));
        await DecideAsync(city, application, "household-registration", ServiceCity.Police);

        foreach (var (material, i) in new[] { "child-photo", "discharge-summary", "medical-invoices" }.Select((m, i) => (m, i)))
            (await city.Hub.ExecuteAsync(new HandInMaterial($"h-2{i}", application.Id, material), ServiceCity.Parent)).OrThrow();
        await ShowAsync(city, application, "medical-insurance");
        await ShowAsync(city, application, "social-security-card");
        await ShowAsync(city, application, "maternity-costs");
        await DecideAsync(city, application, "vaccination-record", ServiceCity.Health);
        await DecideAsync(city, application, "medical-insurance", ServiceCity.Clerk("i-1", "医疗保障部门"));
        await DecideAsync(city, application, "social-security-card", ServiceCity.Clerk("s-1", "社会保险经办机构"));
        await DecideAsync(city, application, "maternity-costs", ServiceCity.Clerk("i-1", "医疗保障部门"));

        var ended = await city.NowAsync(application);
        Assert.False(ended.IsOpen);
        Assert.All(ended.Steps, step => Assert.Equal(StepState.Approved, step.State));
        Assert.Equal(4, ended.Materials.Count(material => material.State == MaterialState.HandedIn)); // of 19 that the items ask for
        Assert.Equal(19, ended.Materials.Sum(material => material.Items.Count));
    }

    [Fact]
    public async Task Progress_OfABundle_SaysWhatEachStepWaitsForAndWhenTheWholeIsDue()
    {
        await using var city = await ServiceCity.StartAsync(File);
        var application = await city.StartAsync("a-1", "new-born");
        var progress = application.Progress!;
        Assert.Equal(["birth-certificate", "household-registration", "medical-insurance", "maternity-costs"], progress.CriticalPath);
        Assert.Equal((0, 14), (progress.Done, progress.WorkDays));
        Assert.Equal(["mother-id", "father-id", "name-statement"],
            progress.Steps.Single(step => step.Item == "birth-certificate").WaitsFor);
        Assert.Equal(StepStage.WaitsForSteps, progress.Steps.Single(step => step.Item == "vaccination-record").Stage);
        var row = Assert.Single(await city.AskAsync("services/application", ServiceCity.Parent, ("id", application.Id)));
        Assert.Equal("waitsForMaterials", row.GetProperty("progress").GetProperty("steps")[0].GetProperty("stage").GetString());
    }

    [Fact]
    public async Task Confirm_WithNo_LeavesTheMaterialToBeHandedIn()
    {
        await using var city = await ServiceCity.StartAsync(File);
        var application = await city.StartAsync("a-1", "new-born");
        await ShowAsync(city, application, "household-registration");
        (await city.Hub.ExecuteAsync(new ConfirmMaterial("c-1", $"{application.Id}/marriage-certificate", false),
            ServiceCity.Civil)).OrThrow();
        Assert.Equal(MaterialState.Open, (await city.NowAsync(application)).MaterialOf("marriage-certificate")!.State);
        Assert.Contains(await city.NotificationsAsync(),
            n => n.Audience == TestCity.ResidentId && n.Text.En.Contains("hand it in", StringComparison.Ordinal));
        Assert.Equal("wrong-state",
            (await city.Hub.ExecuteAsync(
            new ConfirmMaterial("c-2", $"{application.Id}/marriage-certificate", true), ServiceCity.Civil)).Refusal!.Code);
    }

    [Fact]
    public async Task Decide_WithNo_NeedsAReasonThatTheApplicantReads()
    {
        await using var city = await ServiceCity.StartAsync(File);
        var application = await city.StartAsync("a-1", "new-born");
        await ShowAsync(city, application, "birth-certificate");
        var step = $"{application.Id}/birth-certificate";
        Assert.Equal("reason-needed", (await city.Hub.ExecuteAsync(new DecideStep("d-1", step, false), ServiceCity.Health)).Refusal!.Code);
        (await city.Hub.ExecuteAsync(new DecideStep("d-2", step, false, "the name is not readable"), ServiceCity.Health)).OrThrow();
        var declined = await city.NowAsync(application);
        Assert.Equal((StepState.Declined, false), (declined.StepOf("birth-certificate")!.State, declined.IsOpen)); // nothing can follow it
        var reason = declined.StepOf("birth-certificate")!.Reason;
        Assert.Equal("the name is not readable", await city.OpenAsync("o-1", reason, ServiceCity.Parent));
        Assert.Null(await city.OpenAsync("o-2", reason, ServiceCity.Other));
        Assert.Null(await city.OpenAsync("o-3", reason, ServiceCity.Police)); // another department's
    }

    [Fact]
    public async Task Tick_AfterTheLimit_NotifiesTheDepartmentOnce()
    {
        await using var city = await ServiceCity.StartAsync(File);
        var application = await city.StartAsync("a-1", "new-born");
        await ShowAsync(city, application, "birth-certificate");
        city.Time.Advance(Duration.FromDays(2));
        await city.Hub.TickAsync();
        await city.Hub.TickAsync();
        Assert.Single(await city.NotificationsAsync(), IsOverdue);
        Assert.True((await city.NowAsync(application)).StepOf("birth-certificate")!.IsOverdue);
    }

    [Fact]
    public async Task Withdraw_EndsWhatIsNotDecided()
    {
        await using var city = await ServiceCity.StartAsync(File);
        var application = await city.StartAsync("a-1", "new-born");
        await ShowAsync(city, application, "birth-certificate");
        await ShowAsync(city, application, "household-registration");
        Assert.Equal("not-found",
            (await city.Hub.ExecuteAsync(new WithdrawApplication("w-1", application.Id), ServiceCity.Other)).Refusal!.Code);
        (await city.Hub.ExecuteAsync(new WithdrawApplication("w-2", application.Id), ServiceCity.Parent)).OrThrow();
        Assert.All((await city.NowAsync(application)).Steps, step => Assert.Equal(StepState.Withdrawn, step.State));
        Assert.Empty(await city.AskAsync("services/confirmations", ServiceCity.Civil));
        Assert.Equal("wrong-state",
            (await city.Hub.ExecuteAsync(new WithdrawApplication("w-3", application.Id), ServiceCity.Parent)).Refusal!.Code);
        await city.StartAsync("a-2", "new-born"); // it may be applied for again
    }

    private static bool IsOverdue(Notification notification) =>
        notification.Audience == "body:卫生健康部门" && notification.Text.En.Contains("over its limit", StringComparison.Ordinal);

    private static async Task ShowAsync(TestCity city, Application application, string item) =>
        (await city.ShowAsync($"show-{item}", application, item, ServiceCity.WalletText(File))).OrThrow();

    private static async Task<StepState> StateAsync(TestCity city, Application application, string item) =>
        (await city.NowAsync(application)).StepOf(item)!.State;

    private static async Task DecideAsync(TestCity city, Application application, string item, Cases.Actor clerk) =>
        (await city.Hub.ExecuteAsync(new DecideStep($"d-{item}", $"{application.Id}/{item}", true), clerk)).OrThrow();
}
