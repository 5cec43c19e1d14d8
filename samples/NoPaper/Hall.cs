using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Credentials.Certificates;
using CityKit.Credentials.Hub;
using CityKit.Credentials.Hub.Registry;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Status;
using CityKit.Hosting;
using CityKit.Modules;
using CityKit.Services.Hub;
using CityKit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Samples.NoPaper;

/// <summary>The service hall: a hub in memory with the registry of certificates and services without paper.</summary>
internal sealed class Hall : IAsyncDisposable
{
    internal const string Source = "marriage-register";
    private const string Url = "https://hall.city.example";
    private readonly OneTimeNonces nonces = new(Duration.FromMinutes(5));
    private readonly RandomNumberGenerator random = RandomNumberGenerator.Create();
    private readonly FakeTimeProvider time;
    private readonly ServiceProvider services;
    private readonly CityHub hub;
    private int commands;

    private Hall(Family family, FakeTimeProvider time)
    {
        this.time = time;
        var lists = new StatusListCache(family, family.Issuers, time);
        var wallets = new VcWalletReader(family.Issuers, nonces, lists, new StatusPolicy(Duration.FromHours(24)), Url);
        services = new ServiceCollection().AddSingleton<TimeProvider>(time).AddCityKit(city => city.UseInMemory()
            .AddCertificates(Data.Certificates)
            .AddModule(new ServicesModule(Data.Services, [Source], wallets))).BuildServiceProvider();
        hub = services.GetRequiredService<CityHub>();
    }

    internal static Actor Parent { get; } = Actor.Of("mother-1", "", Role.Resident);

    internal static async Task<Hall> StartAsync(Family family, FakeTimeProvider time)
    {
        var hall = new Hall(family, time);
        await hall.hub.StartAsync();
        return hall;
    }

    internal static Actor Clerk(string department) => Actor.Of("clerk-1", department, Role.CompetentDepartment);

    internal string NewCommand() => $"c-{++commands}";

    /// <summary>What a phone signs: for this hall, over a nonce of its own, for one item of one application.</summary>
    internal PresentationRequest NewRequest(string application, string item) =>
        new(Url, nonces.Create(time.Now, random), VcWalletReader.PurposeOf(application, item));

    internal async Task DoAsync(HubCommand command, Actor actor) => (await hub.ExecuteAsync(command, actor)).OrThrow();

    internal async Task<Refusal?> TryAsync(HubCommand command, Actor actor) => (await hub.ExecuteAsync(command, actor)).Refusal;

    internal async Task<IReadOnlyList<JsonElement>> AskAsync(string query, Actor actor)
    {
        var answer = await hub.QueryAsync(query, new Dictionary<string, string>(), actor, limit: 100);
        return [.. answer.Rows.Select(row => JsonDocument.Parse(row).RootElement)];
    }

    internal async Task<JsonElement> ApplicationAsync() => (await AskAsync("services/applications", Parent)).Single();

    /// <summary>What was shown for a step and what was found, as the applicant reads it.</summary>
    internal async Task<ShownRecord> ReadRecordAsync(string record)
    {
        var opened = await hub.Privacy.OpenRecordAsync(NewCommand(), PersonalText.RecordOf(record)!, "handling", Parent);
        return ShownRecord.Read(opened.Records.Single().Data.Text!);
    }

    internal Task RegisterAsync(ElectronicCertificate certificate) => DoAsync(
        new IssueCertificate(NewCommand(), Parent.Id, Encoding.UTF8.GetString(CertificateJson.Write(certificate))),
        Actor.Of("issuer-1", certificate.Issuer.Name).With(Grant.Parse($"CertificateIssuer@body/{certificate.Issuer.Name}")));

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        random.Dispose();
    }
}
