using System.Text.Json;

namespace CityKit.Credentials.Tokens;

/// <summary>Texts seen while reading JSON, in frames: the names of each object that is open. Kept and used again, so that reading allocates nothing.</summary>
internal sealed class TextStack
{
    private readonly List<(int Start, int Length)> texts = [];
    private byte[] bytes = new byte[1024];
    private int used;

    internal int Count => texts.Count;

    internal ReadOnlySpan<byte> this[int index] => bytes.AsSpan(texts[index].Start, texts[index].Length);

    /// <summary>Adds the text at a reader, its escapes undone.</summary>
    /// <returns>False when it is in the frame already; then it is not added.</returns>
    /// <exception cref="InvalidOperationException">The text has half a surrogate pair in escapes.</exception>
    internal bool TryAdd(scoped ref readonly Utf8JsonReader reader, int frame)
    {
        var room = reader.ValueSpan.Length;
        if (bytes.Length - used < room) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, used + room));
        var length = reader.CopyString(bytes.AsSpan(used));
        if (Contains(bytes.AsSpan(used, length), frame)) return false;
        texts.Add((used, length));
        used += length;
        return true;
    }

    internal bool Contains(ReadOnlySpan<byte> text, int frame)
    {
        for (var index = frame; index < texts.Count; index++)
            if (text.SequenceEqual(this[index])) return true;
        return false;
    }

    /// <summary>Forgets a frame and what is above it.</summary>
    internal void CutTo(int frame)
    {
        if (texts.Count == frame) return;
        used = texts[frame].Start;
        texts.RemoveRange(frame, texts.Count - frame);
    }
}
