using CityKit.Cases;
using CityKit.Credentials.Certificates;
using CityKit.Credentials.Hub.Counter;
using CityKit.Credentials.Hub.Registry;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;
using static CityKit.Credentials.Hub.Tests.Support.Counter;

namespace CityKit.Credentials.Hub.Tests;

/// <summary>A code is shown for one item, purpose and office, for minutes, once; what it gives is for that alone.</summary>
public sealed class CounterTests
{
    public static TheoryData<string, string, string, HubCommand, Actor> RefusedCodes => new()
    {
        { "code-used", "let the holder show a new one", "重新亮码", Redeem("d-9"), Clerk },
        { "other-office", "shown to another office", "其他单位", Redeem("d-9", CodeOf(2)), OtherClerk },
        { "other-purpose", "purpose 'admission', not for 'marketing'",
            "用途为“admission”", Redeem("d-9", CodeOf(2)) with { Purpose = "marketing" }, Clerk },
        { "other-item", "item 'school-registration', not for 'other'",
            "事项“school-registration”", Redeem("d-9", CodeOf(2)) with { Item = "other" }, Clerk },
        { "not-found", "Nobody shows this code", "没有该亮码", Redeem("d-9", CodeOf(3)), Clerk },
        { "bad-code", "26 characters, not 3", "26 位", Redeem("d-9") with { Code = "abc" }, Clerk },
        { "wrong-role", "credentials/redeem", "credentials/redeem", Redeem("d-9", CodeOf(2)), TestCity.Resident },
        { "wrong-role", "credentials/redeem", "credentials/redeem", Redeem("d-9", CodeOf(2)), Issuer },
    };

    [Theory]
    [MemberData(nameof(RefusedCodes))]
    public async Task Redeem_WhatMayNotBe_IsRefusedInBothLanguages(string code, string en, string zh, HubCommand command, Actor actor)
    {
        await using var city = await StartedAsync();
        (await city.Hub.ExecuteAsync(Show("h-2", CodeOf(2)), TestCity.Resident)).OrThrow();
        (await city.Hub.ExecuteAsync(Redeem("d-1"), Clerk)).OrThrow();
        var refusal = (await city.Hub.ExecuteAsync(command, actor)).Refusal!;
        Assert.Equal(code, refusal.Code);
        Assert.Contains(en, refusal.Message.En, StringComparison.Ordinal);
        Assert.Contains(zh, refusal.Message.Zh, StringComparison.Ordinal);
        Assert.Single(await CopiesAsync(city));
    }

    [Theory]
    [InlineData(4, 59, null)]
    [InlineData(5, 0, "code-late")]
    [InlineData(24 * 60, 0, "code-late")]
    [InlineData(24 * 60 + 5, 1, "not-found")] // forgotten a day after
    public async Task Redeem_AfterATime_IsRefusedWhenItIsLate(int minutes, int seconds, string? code)
    {
        await using var city = await StartedAsync();
        city.Time.Advance(Duration.FromMinutes(minutes) + Duration.FromSeconds(seconds));
        await city.Hub.TickAsync();
        Assert.Equal(code, (await city.Hub.ExecuteAsync(Redeem("d-1"), Clerk)).Refusal?.Code);
    }

    [Fact]
    public async Task Redeem_ByTwoAtOnce_IsDoneOnce()
    {
        await using var city = await StartedAsync();
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => city.Hub.ExecuteAsync(Redeem($"d-{n}"), Clerk).AsTask()));
        Assert.Equal(7, answers.Count(answer => answer.Refusal?.Code == "code-used"));
        Assert.Single(await CopiesAsync(city));
    }

    [Fact]
    public async Task Redeem_OfWhatWasSuspendedMeanwhile_IsRefused()
    {
        await using var city = await StartedAsync();
        (await city.Hub.ExecuteAsync(new SuspendCertificate("s-1", First.Identifier.Value, "lost"), Issuer)).OrThrow();
        Assert.Equal("not-valid", (await city.Hub.ExecuteAsync(Redeem("d-1"), Clerk)).Refusal!.Code);
        Assert.Equal("not-valid", (await city.Hub.ExecuteAsync(Show("h-2", CodeOf(2)), TestCity.Resident)).Refusal!.Code);
    }

    public static TheoryData<string, ShowCertificate, Actor> RefusedShows => new()
    {
        { "not-found", Show("h-9", CodeOf(2)), Stranger },
        { "not-found", Show("h-9", CodeOf(2)) with { Identifier = Longer.Identifier.Value }, TestCity.Resident },
        { "code-used", Show("h-9"), TestCity.Resident },
        { "wrong-role", Show("h-9", CodeOf(2)), Clerk },
        { "bad-item", Show("h-9", CodeOf(2)) with { Item = "School registration" }, TestCity.Resident },
        { "bad-purpose", Show("h-9", CodeOf(2)) with { Purpose = "" }, TestCity.Resident },
        { "bad-office", Show("h-9", CodeOf(2)) with { Office = "" }, TestCity.Resident },
        { "bad-request", Show("h-9", CodeOf(2), minutes: 11), TestCity.Resident },
        { "bad-request", Show("h-9", CodeOf(2)) with { Hours = 169 }, TestCity.Resident },
        { "bad-request", Show("h-9", CodeOf(2)) with { Digest = CodeOf(2).Value }, TestCity.Resident },
    };

    [Theory]
    [MemberData(nameof(RefusedShows))]
    public async Task Show_WhatMayNotBe_IsRefused(string code, ShowCertificate show, Actor actor)
    {
        await using var city = await StartedAsync();
        Assert.Equal(code, (await city.Hub.ExecuteAsync(show, actor)).Refusal!.Code);
    }

    [Fact]
    public async Task Show_ManyOnOneDay_IsLimited()
    {
        await using var city = await StartedAsync();
        for (var n = 2; n <= 20; n++) (await city.Hub.ExecuteAsync(Show($"h-{n}", CodeOf(n)), TestCity.Resident)).OrThrow();
        Assert.Equal("too-many", (await city.Hub.ExecuteAsync(Show("h-21", CodeOf(21)), TestCity.Resident)).Refusal!.Code);
        city.Time.Advance(Duration.FromDays(1) + Duration.FromMinutes(6));
        await city.Hub.TickAsync();
        (await city.Hub.ExecuteAsync(Show("h-22", CodeOf(22)), TestCity.Resident)).OrThrow();
    }

    [Theory] // who opens the record of a copy that was made at noon for 24 hours
    [InlineData("clerk-1", Purpose, 0, true)]
    [InlineData("clerk-1", "marketing", 0, false)]
    [InlineData("clerk-1", Purpose, 24, false)]
    [InlineData("clerk-2", Purpose, 0, false)]
    [InlineData("issuer-1", "registry", 0, true)]
    [InlineData("issuer-1", Purpose, 0, false)]
    [InlineData("issuer-2", "registry", 0, false)]
    [InlineData("officer-1", Purpose, 0, false)]
    [InlineData("admin-1", "registry", 0, false)]
    [InlineData("resident-2", Purpose, 0, false)]
    [InlineData("resident-1", "own", 0, true)]
    public async Task Open_ByOthersForOtherThingsOrLater_IsRefusedAndNotNoted(string account, string purpose, int hours, bool isOpened)
    {
        await using var city = await StartedAsync();
        (await city.Hub.ExecuteAsync(Redeem("d-1"), Clerk)).OrThrow();
        city.Time.Advance(Duration.FromHours(hours));
        Actor[] people = [Clerk, OtherClerk, Issuer, OtherIssuer, TestCity.Officer, TestCity.Admin, Stranger, TestCity.Resident];
        var opened = await city.Hub.Privacy.OpenRecordAsync("o-1", (await CopiesAsync(city))[0].Record, purpose, people.Single(actor =>
            actor.Id == account));
        Assert.Equal((isOpened ? null : "not-found", isOpened ? 1 : 0), (opened.Refusal?.Code, opened.Records.Count));
        if (isOpened) Assert.Equal(JsonOf(First), opened.Records[0].Data.Text);
        Assert.Equal(isOpened ? 1 : 0, await city.Hub.Privacy.ReadsOfAsync(TestCity.Resident).CountAsync());
    }

    [Fact]
    public async Task Holder_HearsAndReadsWhoUsedTheCode()
    {
        await using var city = await StartedAsync();
        (await city.Hub.ExecuteAsync(Redeem("d-1"), Clerk)).OrThrow();
        await city.Hub.Privacy.OpenRecordAsync("o-1", (await CopiesAsync(city))[0].Record, Purpose, Clerk);
        Assert.Contains(await city.NotificationsAsync(), n => n.Audience == TestCity.ResidentId
            && n.Text.Zh.Contains($"{Office}已使用您的亮码", StringComparison.Ordinal));
        var read = Assert.Single(await city.Hub.Privacy.ReadsOfAsync(TestCity.Resident).ToListAsync());
        Assert.Equal(("clerk-1", Purpose), (read.By, read.Purpose));
        Assert.Contains(JsonOf(First), (await city.Hub.Privacy.OpenOwnAsync("o-2", TestCity.Resident)).Records.Select(record =>
            record.Data.Text));
    }

    private static async Task<TestCity> StartedAsync()
    {
        var city = await StartAsync();
        (await city.Hub.ExecuteAsync(Issue("i-1"), Issuer)).OrThrow();
        (await city.Hub.ExecuteAsync(Show("h-1"), TestCity.Resident)).OrThrow();
        return city;
    }

    private static async Task<IReadOnlyList<CertificateCopy>> CopiesAsync(TestCity city) =>
        (await city.Hub.Store.QueryAsync(CertificateCopy.Kind.Query(), default)).Rows;
}
