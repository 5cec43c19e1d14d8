using CityKit.AccessKeys;
using Microsoft.AspNetCore.Authentication;

namespace CityKit.AspNetCore.Keys;

/// <summary>The keys that are let in.</summary>
public sealed class CityKitKeyOptions : AuthenticationSchemeOptions
{
    /// <summary>Keys given in code; their secrets are kept out of the source.</summary>
    public IList<CityKitKey> Keys { get; } = [];

    /// <summary>
    /// The file of keys (<see cref="AccessKeyFile"/>); null for none. It is read again within a second after it changed; while it has an
    /// error the keys of before stay in force, and the log says what is wrong and where.
    /// </summary>
    public string? File { get; set; }

    /// <inheritdoc/>
    public override void Validate()
    {
        const int Shortest = 16;
        if (Keys.FirstOrDefault(k => k.Secret.Length < Shortest) is { } weak)
            throw new ArgumentException(
                $"The key of '{weak.Actor.Id}' has {weak.Secret.Length} characters; at least {Shortest} are needed. "
                    + $"“{weak.Actor.Id}”的密钥有 {weak.Secret.Length} 个字符，至少须 {Shortest} 个。");
    }
}
