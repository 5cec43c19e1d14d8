using System.Text;
using CityKit.Deciding;
using CityKit.Hub.Tests;
using CityKit.Hub.Tests.Support;
using CityKit.Services.Hub.Tests.Support;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Services.Hub.Tests;

/// <summary>
/// Approved in the commit that settles the last thing, or handed over; reasons are the applicant's and can be made again.
/// </summary>
public sealed class InstantApprovalTests
{
    private const string File = "training-school";
    private const string Item = "registration-renewal";
    private static readonly string Strict = ServiceCity.WalletText(File, "\"leniencies\": [\"check-digit\"], ", "");
    private static readonly (string Material, string Department)[] Sources =
        [("lease", "住房保障部门"), ("fire-safety", "消防救援机构"), ("teachers", "教育部门"), ("credit-record", "发展改革部门")];

    [Fact]
    public async Task Confirm_TheLastMaterial_ApprovesAtOnce()
    {
        await using var city = await ServiceCity.StartAsync(File);
        var application = await ShownAsync(city, Strict);
        await ConfirmAllAsync(city, application);
        var step = (await city.NowAsync(application)).StepOf(Item)!;
        Assert.Equal((StepState.Approved, true), (step.State, step.IsInstant));
        Assert.Contains(await city.NotificationsAsync(),
            n => n.Audience == TestCity.ResidentId && n.Text.En.StartsWith("Your application has moved", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"inspection\": \"合格\"", "\"inspection\": \"不合格\"")] // does not hold
    [InlineData("\"birth_date\": \"1980-10-10\"", "\"birth_date\": \"2010-10-10\"")]
    public async Task Confirm_WhenAConditionDoesNotHold_HandsOverToAPersonAndNeverRefuses(string old, string with)
    {
        await using var city = await ServiceCity.StartAsync(File);
        var application = await ShownAsync(city, Strict.Replace(old, with, StringComparison.Ordinal));
        await ConfirmAllAsync(city, application);
        var step = (await city.NowAsync(application)).StepOf(Item)!;
        Assert.Equal((StepState.ForPerson, false), (step.State, step.IsInstant));
        Assert.NotNull(step.DueAt);
        var clerk = ServiceCity.Clerk("a-1", "行政审批服务局");
        Assert.Single(await city.AskAsync("services/steps", clerk));
        Assert.Contains("\"outcome\":\"notMet\"", await city.OpenAsync("o-1", step.Record, clerk),
            StringComparison.Ordinal); // what to look at
    }

    [Fact]
    public async Task Confirm_OnAnotherDay_HandsOver_AndShownAgainItIsApproved()
    {
        await using var city = await ServiceCity.StartAsync(File);
        var application = await ShownAsync(city, Strict);
        foreach (var (material, department) in Sources[..3]) await ConfirmAsync(city, application, material, department);
        city.Time.Advance(Duration.FromDays(1));
        (await city.ShowAsync("s-2", application, Item, Strict)).OrThrow(); // "today" is another day now
        await ConfirmAsync(city, application, Sources[3].Material, Sources[3].Department);
        Assert.True((await city.NowAsync(application)).StepOf(Item)!.IsInstant);
        var next = await city.StartAsync("a-2", Item);
        (await city.ShowAsync("s-3", next, Item, Strict)).OrThrow();
        city.Time.Advance(Duration.FromDays(1));
        await ConfirmAllAsync(city, next);
        Assert.Equal(StepState.ForPerson, (await city.NowAsync(next)).StepOf(Item)!.State);
    }

    [Fact]
    public async Task Record_OfWhatWasShown_HasReasonsForTheApplicantAndDecidesTheSameAgain()
    {
        await using var city = await ServiceCity.StartAsync(File);
        var application = await ShownAsync(city, Strict);
        var text = (await city.OpenAsync("o-1", (await city.NowAsync(application)).StepOf(Item)!.Record, ServiceCity.Parent))!;
        Assert.Contains("\"claim\":\"unit-certificate/representative\"", text, StringComparison.Ordinal);
        var record = ShownRecord.Read(text);
        var catalogue = ServiceCity.Catalogue(File);
        Assert.True(record.IsSameAgain(catalogue, catalogue.Sources.Select(source => source.Id)));
        Assert.False((record with { At = record.At + Duration.FromDays(1) }).IsSameAgain(catalogue, []));
        Assert.DoesNotContain(record.Wallet, held => held.Claims.ContainsKey("sex")); // nothing asked for it
        Assert.Throws<FormatException>(() => ShownRecord.Read("{}"));
    }

    [Fact]
    public async Task Replay_GivesTheSameDocumentsAndAsksNoWallet()
    {
        var wallets = new TestWallets();
        await using var city = await ServiceCity.StartAsync(File, wallets: wallets);
        var application = await ShownAsync(city, Strict);
        await ConfirmAllAsync(city, application);
        var reads = wallets.Reads;
        var replayed = await JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await DocumentsAsync(city.Hub.Store), await DocumentsAsync(replayed));
        Assert.Equal(1, reads);
        Assert.Equal(reads, wallets.Reads);
    }

    [Fact]
    public async Task Restart_InTheMiddle_GoesOnAndApproves()
    {
        using var file = new TempFile();
        Application application;
        FakeTimeProvider time;
        await using (var city = await ServiceCity.StartAsync(File, new SqliteCityStore(file.Path)))
        {
            application = await ShownAsync(city, Strict);
            await ConfirmAsync(city, application, Sources[0].Material, Sources[0].Department);
            time = city.Time;
        }
        await using var again = await ServiceCity.StartAsync(File, new SqliteCityStore(file.Path), time);
        foreach (var (material, department) in Sources[1..]) await ConfirmAsync(again, application, material, department);
        Assert.True((await again.NowAsync(application)).StepOf(Item)!.IsInstant);
    }

    [Fact]
    public async Task Journal_AndDocuments_HoldNoClaim()
    {
        await using var city = await ServiceCity.StartAsync(File);
        await ConfirmAllAsync(city, await ShownAsync(city, Strict));
        var all = string.Concat((await city.JournalAsync()).Select(entry => Encoding.UTF8.GetString(entry.Payload.Span)))
            + Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(string.Concat((await city.ApplicationsAsync()).Select(a => a.ToString()))));
        Assert.All((string[])["虚构戊", "1980-10-10", "52370202MJD0000000", "resident-1"],
            value => Assert.DoesNotContain(value, all, StringComparison.Ordinal));
        Assert.Contains(TestCity.ResidentId, all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_TheApplicant_LeavesNothingThatSaysWhatWasShown()
    {
        await using var city = await ServiceCity.StartAsync(File);
        var application = await ShownAsync(city, Strict);
        var record = (await city.NowAsync(application)).StepOf(Item)!.Record;
        var clerk = ServiceCity.Clerk("a-1", "行政审批服务局");
        Assert.NotNull(await city.OpenAsync("o-1", record, clerk));
        (await city.Hub.Privacy.ErasePersonAsync("e-1", "resident-1", TestCity.Resident)).OrThrow();
        Assert.Null(await city.OpenAsync("o-2", record, clerk));
    }

    private static async Task<Application> ShownAsync(TestCity city, string wallet)
    {
        var application = await city.StartAsync("a-1", Item);
        (await city.ShowAsync("s-1", application, Item, wallet)).OrThrow();
        return application;
    }

    private static async Task ConfirmAllAsync(TestCity city, Application application)
    {
        foreach (var (material, department) in Sources) await ConfirmAsync(city, application, material, department);
    }

    private static async Task ConfirmAsync(TestCity city, Application application, string material, string department) =>
        (await city.Hub.ExecuteAsync(new ConfirmMaterial($"c-{material}-{application.Id[^1]}", $"{application.Id}/{material}", true),
            ServiceCity.Clerk($"clerk-{material}", department))).OrThrow();

    private static async Task<string> DocumentsAsync(ICityStore store)
    {
        var rows = new StringBuilder();
        foreach (var kind in (string[])["services_application", "services_step", "services_confirmation"])
            foreach (var document in (await store.QueryAsync(new Documents.DocumentQuery(kind) { Limit = 1000 }, default)).Rows)
                rows.AppendLine($"{kind} {document.Id} {document.Version} {Convert.ToBase64String(document.Bytes.Span)}");
        Assert.NotEqual(0, rows.Length);
        return rows.ToString();
    }
}
