using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CityKit.Hub.Tests.Support;

namespace CityKit.Hub.Tests.Defence;

/// <summary>People sign in at an OpenID Connect provider; its tokens become actors (docs/hub-security.md).</summary>
public sealed class OpenIdTests(OpenIdCity city) : IClassFixture<OpenIdCity>
{
    [Fact]
    public async Task Token_OfTheProvider_ActsInItsRole()
    {
        Assert.Equal(HttpStatusCode.OK, await AskAsync(await city.Issuer.TokenAsync("officer-7", "DutyOfficer")));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(await city.Issuer.TokenAsync("resident-7", "Resident"), "items"));
    }

    [Theory]
    [InlineData("Mayor")]
    [InlineData("dutyofficer")]
    [InlineData("System")]
    public async Task Token_WithAnUnknownRole_HasNoRole(string role)
    {
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(await city.Issuer.TokenAsync("officer-7", role)));
    }

    [Fact]
    public async Task Token_ForAnotherAudience_IsRefused()
    {
        Assert.Equal(HttpStatusCode.Unauthorized,
            await AskAsync(await city.Issuer.TokenAsync("officer-7", "DutyOfficer", "another-service")));
    }

    [Fact]
    public async Task Token_OfAnotherProvider_IsRefused()
    {
        await using var issuer = await LocalIssuer.StartAsync();
        await using var other = await LocalIssuer.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(await other.TokenAsync("officer-7", "DutyOfficer")));
    }

    [Fact]
    public async Task Token_Expired_IsRefused()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(await city.Issuer.TokenAsync("officer-7", "DutyOfficer", expired: true)));
    }

    [Theory]
    [InlineData(0, "eyJhbGciOiJub25lIn0")] // {"alg":"none"}
    [InlineData(1, null)]
    [InlineData(2, "")]
    public async Task Token_Changed_IsRefused(int part, string? replacement)
    {
        var parts = (await city.Issuer.TokenAsync("resident-7", "Resident")).Split('.');
        parts[part] = replacement ?? Promoted(parts[part]);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(string.Join('.', parts)));
    }

    /// <summary>The same content, with a higher role.</summary>
    private static string Promoted(string part) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Encoding.UTF8
        .GetString(System.Buffers.Text.Base64Url.DecodeFromChars(part)).Replace("Resident", "Administrator", StringComparison.Ordinal)));

    /// <summary>Lists leads, which is for the duty room.</summary>
    private async Task<HttpStatusCode> AskAsync(string token, string path = "leads")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await city.Hub.Client.SendAsync(request);
        return answer.StatusCode;
    }
}
