using CityKit.Core;
using CityKit.Credentials.Certificates;
using CityKit.Credentials.Hub.Counter;
using CityKit.Credentials.Hub.Requests;
using CityKit.Credentials.Sources;
using CityKit.Hub.Tests.Support;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Credentials;
using NodaTime;
using static CityKit.Credentials.Hub.Tests.Support.Counter;

namespace CityKit.Credentials.Hub.Tests;

/// <summary>Certificates of others: asked for with item, purpose and basis, answered at once, later, or not.</summary>
public sealed class RequestTests
{
    [Fact]
    public async Task Request_WhatTheSourceHas_GivesACopyThatTheOfficeOpens()
    {
        await using var city = await StartAsync(hasSource: true);
        var source = new FakeCertificateSource(city.Time);
        source.Add(First);
        (await city.Hub.ExecuteAsync(Request("q-1"), Clerk)).OrThrow();
        Assert.Equal(1, await new CertificateFetcher(city.Hub, source, city.Time).RunAsync());
        Assert.Equal(0, await new CertificateFetcher(city.Hub, source, city.Time).RunAsync());
        var copy = Assert.Single((await city.Hub.Store.QueryAsync(CertificateCopy.Kind.Query(), default)).Rows);
        Assert.Equal(("fake", "Law: Invented Act, art. 7", TestCity.ResidentId), (copy.Source, copy.Basis, copy.Holder));
        Assert.Equal(JsonOf(First), Assert.Single((await city.Hub.Privacy.OpenRecordAsync("o-1", copy.Record, Purpose,
            Clerk)).Records).Data.Text);
        Assert.Equal("not-found", (await city.Hub.Privacy.OpenRecordAsync("o-2", copy.Record, Purpose, OtherClerk)).Refusal!.Code);
        Assert.Equal(["clerk-1", "system"], (await city.Hub.Privacy.ReadsOfAsync(TestCity.Resident).ToListAsync()).Select(read =>
            read.By).Order());
    }

    [Fact]
    public async Task Request_AnsweredLater_IsAskedAgainWithTheSameIdAndNotedOnce()
    {
        await using var city = await StartAsync(hasSource: true);
        var source = new FakeCertificateSource(city.Time) { Delay = Duration.FromHours(2), FailuresToCome = 1 };
        source.Add(First);
        var fetcher = new CertificateFetcher(city.Hub, source, city.Time);
        (await city.Hub.ExecuteAsync(Request("q-1"), Clerk)).OrThrow();
        await fetcher.RunAsync(); // fails: again after five minutes
        Assert.Equal(0, await fetcher.RunAsync());
        city.Time.Advance(Duration.FromMinutes(5));
        await fetcher.RunAsync(); // later
        Assert.Equal(RequestState.Asked, (await RequestAsync(city)).State);
        city.Time.Advance(Duration.FromHours(2));
        await fetcher.RunAsync();
        Assert.Equal(RequestState.Found, (await RequestAsync(city)).State);
        Assert.Single(source.Asked.Select(query => query.Id).Distinct());
        Assert.Single(await city.Hub.Privacy.ReadsOfAsync(TestCity.Resident).ToListAsync());
    }

    [Theory]
    [InlineData("missing", RequestState.Missing, null)]
    [InlineData("refuses", RequestState.Refused, "no-consent")]
    [InlineData("wrong", RequestState.Refused, "bad-certificate")]
    [InlineData("silent", RequestState.TimedOut, null)]
    public async Task Request_ThatGivesNothing_SaysWhyAndTellsTheClerk(string how, RequestState expected, string? code)
    {
        await using var city = await StartAsync(hasSource: true);
        var source = new FakeCertificateSource(city.Time) { Delay = how == "silent" ? Duration.FromDays(30) : Duration.Zero };
        if (how == "refuses") source.Refuses = _ => Refusal.Of("no-consent", "The holder did not agree.", "持证人未同意。");
        if (how == "wrong") source.Add(First with { Number = "" });
        (await city.Hub.ExecuteAsync(Request("q-1"), Clerk)).OrThrow();
        var fetcher = new CertificateFetcher(city.Hub, source, city.Time);
        await fetcher.RunAsync();
        if (how == "silent")
        {
            city.Time.Advance(Duration.FromDays(30) - Duration.FromMinutes(1));
            source.Delay = Duration.FromDays(60);
            source.FailuresToCome = 1;
            city.Time.Advance(Duration.FromMinutes(1));
            await fetcher.RunAsync();
        }
        var request = await RequestAsync(city);
        Assert.Equal((expected, code), (request.State, request.Code));
        Assert.Contains(await city.NotificationsAsync(), n => n.Audience == "clerk-1" && n.Subject == request.Id);
        Assert.Empty((await city.Hub.Store.QueryAsync(CertificateCopy.Kind.Query(), default)).Rows);
    }

    [Fact]
    public async Task Request_WhoseAnswerIsTooLargeToKeep_IsRefusedOnce()
    {
        await using var city = await StartAsync(hasSource: true);
        var source = new FakeCertificateSource(city.Time);
        source.Add(First with { Fields = [.. Enumerable.Range(1, 40).Select(n => new CertificateField($"f{n}", new string('v', 2000)))] });
        (await city.Hub.ExecuteAsync(Request("q-1"), Clerk)).OrThrow();
        var fetcher = new CertificateFetcher(city.Hub, source, city.Time);
        await fetcher.RunAsync();
        Assert.Equal(0, await fetcher.RunAsync());
        Assert.Equal((RequestState.Refused, "too-large"), ((await RequestAsync(city)).State, (await RequestAsync(city)).Code));
    }

    [Fact]
    public async Task Request_OfSomebodyWhoIsErased_IsNotAsked()
    {
        await using var city = await StartAsync(hasSource: true);
        var source = new FakeCertificateSource(city.Time);
        (await city.Hub.ExecuteAsync(Request("q-1"), Clerk)).OrThrow();
        (await city.Hub.Privacy.ErasePersonAsync("e-1", TestCity.Resident.Id, TestCity.Admin)).OrThrow();
        await new CertificateFetcher(city.Hub, source, city.Time).RunAsync();
        Assert.Empty(source.Asked);
        Assert.Equal((RequestState.Missing, "erased"), ((await RequestAsync(city)).State, (await RequestAsync(city)).Code));
    }

    public static TheoryData<string, RequestCertificate> Refused => new()
    {
        { "no-basis", Request("q-9") with { Basis = new LegalBasis(LegalBasisKind.Consent, " ") } },
        { "bad-purpose", Request("q-9") with { Purpose = "Why not" } },
        { "bad-request", Request("q-9") with { Type = "011" } },
        { "bad-request", Request("q-9") with { Hours = 0 } },
        { "bad-request", Request("q-9", "370202190001050007") },
        { "too-large", Request("q-9") with { Whose = new string(' ', 1001) } },
        { "bad-request", Request("q-9") with { Whose = "{}" } },
        { "wrong-role", Request("q-9") with { Office = "other office" } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Request_WhatMayNotBe_IsRefused(string code, RequestCertificate request)
    {
        await using var city = await StartAsync(hasSource: true);
        var refusal = (await city.Hub.ExecuteAsync(request, Clerk)).Refusal!;
        Assert.Equal(code, refusal.Code);
        Assert.DoesNotContain("Example", $"{refusal.Message}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accept_ByAPerson_IsRefused()
    {
        await using var city = await StartAsync(hasSource: true);
        (await city.Hub.ExecuteAsync(Request("q-1"), Clerk)).OrThrow();
        Assert.Equal("wrong-role", (await city.Hub.ExecuteAsync(new AcceptCertificate("a-1",
            "clerk-1/q-1", TestCity.Resident.Id, JsonOf(First), "x"), Clerk)).Refusal!.Code);
        Assert.Equal("wrong-role", (await city.Hub.ExecuteAsync(new NoteOutcome("a-2",
            "clerk-1/q-1", RequestState.Missing, null, null), TestCity.Admin)).Refusal!.Code);
    }

    private static async Task<CertificateRequest> RequestAsync(TestCity city) =>
        Assert.Single((await city.Hub.Store.QueryAsync(CertificateRequest.Kind.Query(), default)).Rows);
}
