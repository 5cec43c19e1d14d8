using Microsoft.AspNetCore.Authentication;

namespace CityKit.AspNetCore.Keys;

/// <summary>The keys that are let in.</summary>
public sealed class CityKitKeyOptions : AuthenticationSchemeOptions
{
    /// <summary>The keys.</summary>
    public IList<CityKitKey> Keys { get; } = [];

    /// <inheritdoc/>
    public override void Validate()
    {
        const int Shortest = 16;
        if (Keys.FirstOrDefault(k => k.Secret.Length < Shortest) is { } weak)
            throw new ArgumentException(
                $"The key of '{weak.Actor.Id}' has {weak.Secret.Length} characters; at least {Shortest} are needed. 密钥至少 {Shortest} 个字符。");
    }
}
