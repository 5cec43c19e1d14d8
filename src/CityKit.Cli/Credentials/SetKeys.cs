using CityKit.Core;
using CityKit.Credentials;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Tokens;
using CityKit.Credentials.Trust;
using CityKit.Shared.Cities;

namespace CityKit.Cli.Credentials;

/// <summary>
/// The issuer keys of a JWK set: a token's <c>kid</c> chooses one; a token without any is verified by the only key there is. Whose keys
/// they
/// are is the caller's to know.
/// </summary>
internal sealed class SetKeys : IIssuerKeys, IDisposable
{
    private readonly (PublicJwk Key, ISignatureVerifier Verifier)[] keys;

    private SetKeys(IEnumerable<PublicJwk> keys)
    {
        var imported = keys.Select(key => (key, Verifier: Es256Suite.Instance.Import(key)));
        this.keys = [.. imported.Where(one => one.Verifier is not null).Select(one => (one.key, one.Verifier!))];
    }

    /// <exception cref="ToolException">The file is no JWK set with a key on P-256.</exception>
    internal static SetKeys Read(string path)
    {
        var keys = JwkSet.Read(WholeFile.Read(path, JwkSet.MaxBytes), out var error)
            ?? throw new ToolException($"{path}:{error!.Line}:{error.Column}: {error.Message}");
        var set = new SetKeys(keys);
        return set.keys.Length > 0 ? set : throw new ToolException($"{path} has no key on P-256. {path} 中没有 P-256 公钥。");
    }

    public ISignatureVerifier? Find(in KeyQuery query, out CredentialProblem? problem)
    {
        var id = query.Header.KeyId;
        var found = id is null ? keys : [.. keys.Where(one => one.Key.Id == id)];
        problem = found.Length == 1 ? null : new CredentialProblem("key", "issuer header kid", new LocalizedText(
            id is null ? $"令牌未写明 kid，而文件中有 {keys.Length} 个密钥。" : $"文件中没有 kid 为“{id}”的密钥。",
            id is null ? $"The token names no kid, and the file has {keys.Length} keys." : $"The file has no key with the kid '{id}'."));
        return problem is null ? found[0].Verifier : null;
    }

    public void Dispose()
    {
        foreach (var (_, verifier) in keys) verifier.Dispose();
    }
}
