using System.Text.Encodings.Web;
using CityKit.AccessKeys;
using CityKit.AspNetCore.Defence;
using CityKit.AspNetCore.Endpoints;
using CityKit.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityKit.AspNetCore.Keys;

/// <summary>Lets in who shows a known key. It is found by its id and compared by its hash, in the same time for any secret.</summary>
internal sealed class CityKitKeyHandler(
    IOptionsMonitor<CityKitKeyOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    KeyRing keys, KeyLockOut lockOut, DoorWatch watch)
    : AuthenticationHandler<CityKitKeyOptions>(options, logger, encoder)
{
    internal const string Header = "CityKit-Key";
    private const string ReplacedBy = "CityKit-Key-Replaced-By";
    private Refusal refusal = NoKey;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Request.Headers.TryGetValue(Header, out var shown) ? Authenticate(shown.ToString()) : AuthenticateResult.NoResult());

    /// <summary>A key that is locked out is not compared; keys that do not exist count together.</summary>
    private AuthenticateResult Authenticate(string shown)
    {
        var (key, address) = (keys.Find(AccessSecret.IdOf(shown)), Context.Connection.RemoteIpAddress);
        if (lockOut.WaitOf(address, key?.Id ?? "") is { } wait)
        {
            Waits.Say(Response, wait);
            return Fail(LockedOut(wait));
        }
        if (key?.Fits(shown) == true) return key.IsOver(keys.Now) ? Fail(Expired(key)) : Success(key);
        lockOut.Count(address, key?.Id ?? "");
        return Fail(WrongKey);
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        SecurityHeaders.Set(Response);
        Response.Headers.WWWAuthenticate = Header;
        await JsonAnswer.RefuseAsync(Context, refusal).ConfigureAwait(false);
        await watch.NoteAsync(Context).ConfigureAwait(false);
    }

    private AuthenticateResult Success(AccessKey key)
    {
        if (key.ReplacedBy is { } next) Response.Headers[ReplacedBy] = next;
        return AuthenticateResult.Success(new AuthenticationTicket(ActorClaims.ToPrincipal(key.Actor, Scheme.Name), Scheme.Name));
    }

    private AuthenticateResult Fail(Refusal why)
    {
        refusal = why;
        return AuthenticateResult.Fail(why.Code);
    }

    private static Refusal NoKey { get; } = Refusal.Of("no-key", $"Show a known key in the header {Header}.", $"请在请求头 {Header} 中提供有效密钥。");

    private static Refusal WrongKey { get; } = NoKey with { Code = "wrong-key" };

    private static Refusal Expired(AccessKey key) => Refusal.Of("key-expired",
        $"The key {key.Id} ended at {key.NotAfter}: have an administrator make another one with 'citykit key new'.",
        $"密钥 {key.Id} 已于 {key.NotAfter} 失效，请管理员用 citykit key new 重新签发。");

    private static Refusal LockedOut(TimeSpan wait) => Refusal.Of("locked-out",
        $"Too many wrong keys came from this address: try again in {Waits.SecondsOf(wait)} s.",
        $"此地址多次提交错误密钥，请在 {Waits.SecondsOf(wait)} 秒后重试。");
}
