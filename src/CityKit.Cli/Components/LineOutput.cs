using System.Text;
using CityKit.Shared.Streams;

namespace CityKit.Cli.Components;

/// <summary>The data output as a stream of whole UTF-8 lines.</summary>
internal sealed class LineOutput(TextWriter output) : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> buffer) => output.Write(Encoding.UTF8.GetString(buffer));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => output.Flush();
}
