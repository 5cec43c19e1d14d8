using System.Text.Json;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Privacy;

namespace CityKit.Doors;

/// <summary>
/// Reads without signing in (公开查询), by codes that cannot be guessed: what a kind of code (<see cref="IPublicCode"/>) writes, and nothing
/// else. See <c>docs/http-api.md</c>.
/// </summary>
public sealed class PublicDoor
{
    private readonly Dictionary<string, (IPublicCode Kind, PublicCodeCipher Cipher)> kinds;
    private readonly Func<PublicFacts> facts;
    private readonly Action<string> countWrong;

    internal PublicDoor(IEnumerable<IPublicCode> kinds, IKeyProtector keys, Func<PublicFacts> facts, Action<string> countWrong)
    {
        this.kinds = kinds.ToDictionary(kind => kind.Name, kind => (kind, new PublicCodeCipher(keys, kind.Name)));
        (this.facts, this.countWrong) = (facts, countWrong);
    }

    /// <summary>The code of an id: always the same for the same id, as long as the hub has its keys.</summary>
    /// <param name="kind">The kind's name, such as <c>follow</c>.</param>
    /// <param name="id">The id that <see cref="IPublicCode.FindAsync"/> gets.</param>
    /// <returns>26 characters in five groups, such as <c>3ZQ7P-0A1B2-…</c>.</returns>
    /// <exception cref="ArgumentException">No module declares such a kind.</exception>
    public string CodeOf(string kind, UInt128 id)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return kinds.TryGetValue(kind, out var known) ? PublicCodeText.Write(known.Cipher.CodeOf(id))
            : throw new ArgumentException($"There is no kind of codes '{kind}'.", nameof(kind));
    }

    /// <summary>Reads what a code stands for. A text that is no code is looked up like one, so that both take as long.</summary>
    /// <param name="kind">The kind's name.</param>
    /// <param name="code">The code as somebody typed it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One JSON object; null for a wrong code, for one whose time is over, and for a kind that does not exist.</returns>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> FindAsync(string kind, string code, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(code);
        if (!kinds.TryGetValue(kind, out var known)) return null;
        var isCode = PublicCodeText.TryRead(code, out var value);
        var write = await known.Kind.FindAsync(known.Cipher.IdOf(isCode ? value : 0), facts(), cancellationToken).ConfigureAwait(false);
        if (isCode && write is not null) return ModuleJson.ToUtf8(write, Write);
        countWrong(kind);
        return null;
    }

    /// <summary>What every code is refused with that leads to nothing, whatever is wrong with it.</summary>
    public static Refusal NoSuchCode { get; } = Refusal.Of("not-found",
        "No code leads to this: check it, or its time is over.", "查询码有误或已过期，请核对。");

    /// <summary>The id that a code was made of; null for a text that is no code.</summary>
    internal UInt128? IdOf(string kind, string code) =>
        PublicCodeText.TryRead(code, out var value) ? kinds[kind].Cipher.IdOf(value) : null;

    internal void CountWrong(string kind) => countWrong(kind);

    private static void Write(Utf8JsonWriter writer, Action<Utf8JsonWriter> members)
    {
        writer.WriteStartObject();
        members(writer);
        writer.WriteEndObject();
    }
}
