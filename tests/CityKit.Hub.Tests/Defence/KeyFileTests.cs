using System.Net;
using System.Text.Json;
using CityKit.AccessKeys;
using CityKit.Cases;
using CityKit.Hub.Tests.Support;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests.Defence;

/// <summary>Keys as hashes in a file: expiry, rotation, reload, lock-out.</summary>
public sealed class KeyFileTests
{
    private static readonly Actor Clerk = Actor.Of("clerk-1", "duty room", Role.DutyOfficer);

    [Fact]
    public void Secret_Made_HasAnIdAndIsNeverInItsFile()
    {
        var secret = AccessSecret.Create();
        var key = AccessKey.Of(secret, Clerk);
        var file = AccessKeyFile.ToUtf8([key]);
        var read = Assert.Single(AccessKeyFile.Read(file, out _)!);
        Assert.Matches("^ck_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$", secret);
        Assert.Equal((secret[3..15], true, false), (read.Id, read.Fits(secret), read.Fits(secret + "x")));
        Assert.DoesNotContain(secret[16..], System.Text.Encoding.UTF8.GetString(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EachMember_ComesBackAsWritten()
    {
        AccessKey[] keys =
        [
            AccessKey.Of("first", Clerk) with { NotAfter = TestCity.Start, ReplacedBy = "0123456789ab" },
            AccessKey.Of("second", Actor.Of("clerk-2", "")),
        ];
        var read = AccessKeyFile.Read(AccessKeyFile.ToUtf8(keys), out _)!;
        Assert.Equal(AccessKeyFile.ToUtf8(keys), AccessKeyFile.ToUtf8(read));
        Assert.Equal((TestCity.Start, "0123456789ab"), (read[0].NotAfter!.Value, read[0].ReplacedBy));
    }

    [Theory]
    [InlineData("""{"version": 1, "keys": [{"id": "xyz", "sha256": "00", "actor": "a"}]}""", "12 hexadecimal digits")]
    [InlineData("""{"version": 2, "keys": []}""", "version")]
    [InlineData("""{"version": 1, "keys": [], "secret": "s"}""", "unknown member 'secret'")]
    [InlineData("""{"version": 1, "keys": [{"id": "0123456789ab", "sha256": "00", "actor": "a", "roles": ["System"]}]}""", "'System'")]
    public void Read_WhatIsWrong_IsNamed(string file, string expected)
    {
        Assert.Null(AccessKeyFile.Read(System.Text.Encoding.UTF8.GetBytes(file), out var errors));
        Assert.Contains(expected, errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_OfTheFile_LetsInUntilItEnds()
    {
        using var file = new TempFile();
        var secret = AccessSecret.Create();
        Write(file, AccessKey.Of(secret, Clerk) with { NotAfter = TestCity.Start + Duration.FromHours(1), ReplacedBy = "0123456789ab" });
        await using var city = await HttpCity.StartAsync(services: s => s.AddCityKitKeyFile(file.Path));
        using var inTime = await city.ShowAsync(secret, "leads");
        Assert.Equal(HttpStatusCode.OK, inTime.StatusCode);
        Assert.Equal("0123456789ab", inTime.Headers.GetValues("CityKit-Key-Replaced-By").Single());
        city.Time.Advance(Duration.FromHours(1));
        Assert.Equal((HttpStatusCode.Unauthorized, "key-expired"), await CodeAsync(city, secret));
    }

    [Fact]
    public async Task File_Changed_IsInForceASecondLaterAndAWrongOneChangesNothing()
    {
        using var file = new TempFile();
        var (first, second) = (AccessSecret.Create(), AccessSecret.Create());
        Write(file, AccessKey.Of(first, Clerk));
        await using var city = await HttpCity.StartAsync(services: s => s.AddCityKitKeyFile(file.Path));
        Write(file, AccessKey.Of(first, Clerk) with { NotAfter = TestCity.Start }, AccessKey.Of(second, Clerk));
        city.Time.Advance(Duration.FromSeconds(1));
        Assert.Equal((HttpStatusCode.Unauthorized, "key-expired"), await CodeAsync(city, first));
        Assert.Equal((HttpStatusCode.OK, ""), await CodeAsync(city, second));
        await File.WriteAllTextAsync(file.Path, "{");
        city.Time.Advance(Duration.FromSeconds(1));
        Assert.Equal((HttpStatusCode.OK, ""), await CodeAsync(city, second));
        Assert.Contains(city.Errors, line => line.Contains("keys of before stay in force", StringComparison.Ordinal));
    }

    [Fact]
    public async Task File_WrongAtTheStart_EndsItWithThePlace()
    {
        using var file = new TempFile();
        await File.WriteAllTextAsync(file.Path, "{\"version\": 1}");
        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => HttpCity.StartAsync(services: s => s.AddCityKitKeyFile(file.Path)));
        Assert.Contains("keys", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongSecrets_TooMany_AreRefusedForThatKeyAloneAndSayHowLong()
    {
        using var file = new TempFile();
        var (attacked, other) = (AccessSecret.Create(), AccessSecret.Create());
        Write(file, AccessKey.Of(attacked, Clerk), AccessKey.Of(other, Clerk));
        await using var city = await HttpCity.StartAsync(services: s => s.AddCityKitKeyFile(file.Path));
        for (var i = 0; i < 10; i++) Assert.Equal((HttpStatusCode.Unauthorized, "wrong-key"), await CodeAsync(city, attacked + i));
        using var refused = await city.ShowAsync(attacked);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 600);
        Assert.Equal((HttpStatusCode.OK, ""), await CodeAsync(city, other));
        Assert.Equal((HttpStatusCode.Unauthorized, "wrong-key"), await CodeAsync(city, "a key that does not exist"));
    }

    [Fact]
    public async Task WrongSecrets_FromAnotherAddress_DoNotLockTheOwnerOut()
    {
        using var file = new TempFile();
        var secret = AccessSecret.Create();
        Write(file, AccessKey.Of(secret, Clerk));
        await using var city = await HttpCity.StartAsync(services: s => s.AddCityKitKeyFile(file.Path));
        using var elsewhere = HttpFrom.Address("127.0.0.9", city.Root);
        for (var i = 0; i < 11; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "citykit/v1/items");
            request.Headers.Add("CityKit-Key", secret + i);
            using var _ = await elsewhere.SendAsync(request);
        }
        Assert.Equal((HttpStatusCode.OK, ""), await CodeAsync(city, secret));
    }

    private static void Write(TempFile file, params AccessKey[] keys) => File.WriteAllBytes(file.Path, AccessKeyFile.ToUtf8(keys));

    private static async Task<(HttpStatusCode, string)> CodeAsync(HttpCity city, string key)
    {
        using var response = await city.ShowAsync(key);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode,
            json.RootElement.TryGetProperty("refusal", out var refusal) ? refusal.GetProperty("code").GetString()! : "");
    }
}
