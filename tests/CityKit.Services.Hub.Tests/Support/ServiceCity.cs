using System.Text;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Services.Claims;
using CityKit.Services.Items;
using CityKit.Storage;
using CityKit.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CityKit.Services.Hub.Tests.Support;

/// <summary>A test city that carries the services module, over one of the files of <c>CityKit.Services.Tests</c>.</summary>
internal static class ServiceCity
{
    internal static readonly Actor Parent = TestCity.Resident;
    internal static readonly Actor Other = Actor.Of("resident-2", "", Role.Resident);
    internal static readonly Actor Health = Clerk("health-1", "卫生健康部门");
    internal static readonly Actor Police = Clerk("police-1", "公安机关");
    internal static readonly Actor Civil = Clerk("civil-1", "民政部门");

    internal static ServicesModule NewModule(string file, TestWallets? wallets = null)
    {
        var catalogue = Catalogue(file);
        return new ServicesModule(catalogue, [.. catalogue.Sources.Select(source => source.Id)], wallets ?? new TestWallets());
    }

    internal static Task<TestCity> StartAsync(
        string file, ICityStore? store = null, FakeTimeProvider? time = null, TestWallets? wallets = null) =>
        TestCity.StartAsync(store, TestCity.NewSetup() with { Modules = [NewModule(file, wallets)] }, time);

    internal static ServiceCatalogue Catalogue(string file) => ServiceCatalogue.Read(Bytes($"{file}.json"), out _)!;

    internal static string WalletText(string file) => Encoding.UTF8.GetString(Bytes($"{file}.wallet.json"));

    /// <summary>The wallet with some of its text changed.</summary>
    internal static string WalletText(string file, string old, string with)
    {
        var text = WalletText(file);
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, with, StringComparison.Ordinal);
    }

    internal static Actor Clerk(string id, string department) => Actor.Of(id, department, Role.CompetentDepartment);

    internal static async Task<Application> StartAsync(this TestCity city, string id, string subject, Actor? actor = null)
    {
        (await city.Hub.ExecuteAsync(new StartApplication(id, subject), actor ?? Parent)).OrThrow();
        return Assert.Single(await city.ApplicationsAsync(), application => application.Id.EndsWith($"/{id}", StringComparison.Ordinal));
    }

    internal static ValueTask<CommandAnswer> ShowAsync(
        this TestCity city, string id, Application application, string item, string wallet, Actor? actor = null) =>
        city.Hub.ExecuteAsync(new ShowCredentials(id, application.Id, item, [wallet]), actor ?? Parent);

    internal static async Task<List<Application>> ApplicationsAsync(this TestCity city) =>
        await city.Hub.Store.ReadAsync(Application.Kind.Query()).ToListAsync();

    internal static async Task<Application> NowAsync(this TestCity city, Application application) =>
        (await city.Hub.Store.FindAsync(Application.Kind, application.Id))!;

    internal static async Task<IReadOnlyList<JsonElement>> AskAsync(this TestCity city, string query, Actor actor,
        params (string Name, string Value)[] arguments)
    {
        var answer = await city.Hub.QueryAsync(query, arguments.ToDictionary(a => a.Name, a => a.Value), actor, limit: 100);
        Assert.Null(answer.Refusal);
        return [.. answer.Rows.Select(row => JsonDocument.Parse(row).RootElement)];
    }

    /// <summary>The text of a record as somebody may open it; null when they may not.</summary>
    internal static async Task<string?> OpenAsync(this TestCity city, string id, string? record, Actor actor) =>
        (await city.Hub.Privacy.OpenRecordAsync(id, PersonalText.RecordOf(record)!, "handling",
            actor)).Records.SingleOrDefault()?.Data.Text;

    private static byte[] Bytes(string name)
    {
        using var stream = typeof(ServiceCity).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
