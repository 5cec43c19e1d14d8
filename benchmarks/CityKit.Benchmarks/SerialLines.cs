using System.Diagnostics;
using System.Globalization;
using System.IO.Ports;
using System.Runtime.InteropServices;
using System.Text;
using CityKit.Edge.Serial;
using Microsoft.Win32.SafeHandles;

namespace CityKit.Benchmarks;

/// <summary>Sixteen serial lines on pseudo-terminals, read by the edge's own reader and by System.IO.Ports in turn, both asked
/// without blocking as the channels do: threads, processor time at rest, delay of a line, and what each says when the line is
/// unplugged.</summary>
internal static class SerialLines
{
    private const int Lines = 16;
    private const int Texts = 200;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    internal static void Run()
    {
        for (var round = 1; round <= 2; round++)
        {
            Measure("own (termios)", path => new OwnLine(path));
            Measure("System.IO.Ports", path => new PortLine(path));
        }
    }

    private static void Measure(string name, Func<string, ILine> open)
    {
        var terminals = Enumerable.Range(0, Lines).Select(_ => new Terminal()).ToArray();
        var threads = Threads();
        var opening = Stopwatch.StartNew();
        var lines = terminals.Select(t => open(t.Path)).ToArray();
        foreach (var line in lines) line.Count();
        opening.Stop();
        var atRest = AtRest(lines, out var more);
        var delays = Delays(terminals, lines);
        foreach (var terminal in terminals) terminal.Dispose();
        var unplugged = Unplugged(lines[0]);
        var closing = Stopwatch.StartNew();
        foreach (var line in lines) line.Dispose();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {more - threads} threads for {Lines} lines, opened in {opening.Elapsed.TotalMilliseconds:0} ms, closed in {closing.Elapsed.TotalMilliseconds:0} ms; at rest {atRest.TotalMilliseconds:0} ms of CPU in {Rest.TotalSeconds:0} s; a text after {delays[Texts / 2].TotalMicroseconds:0} us (median), {delays[^2].TotalMicroseconds:0} us (99 %); unplugged: {unplugged}"));
    }

    private static TimeSpan AtRest(ILine[] lines, out int threads)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Rest; Thread.Sleep(Poll))
            foreach (var line in lines) line.Count();
        threads = Threads();
        return Environment.CpuUsage.TotalTime - before;
    }

    /// <summary>From writing to reading with nothing but the reader between; sorted.</summary>
    private static TimeSpan[] Delays(Terminal[] terminals, ILine[] lines)
    {
        var delays = new TimeSpan[Texts];
        for (var text = 0; text < Texts; text++)
        {
            var (terminal, line) = (terminals[text % Lines], lines[text % Lines]);
            var clock = Stopwatch.StartNew();
            terminal.Write("(0001.234*m3)\r\n");
            while (line.Count() is 0 && clock.Elapsed.TotalSeconds < 1) Thread.SpinWait(10);
            delays[text] = clock.Elapsed;
        }
        Array.Sort(delays);
        return delays;
    }

    private static string Unplugged(ILine line)
    {
        try
        {
            for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < 2; Thread.Sleep(Poll))
                if (line.Count() is null)
                    return string.Create(CultureInfo.InvariantCulture, $"reported after {clock.ElapsedMilliseconds} ms");
            return "not reported within 2 s";
        }
        catch (Exception thrown)
        {
            return $"throws {thrown.GetType().Name}: {thrown.Message}";
        }
    }

    private static int Threads() => Directory.GetDirectories("/proc/self/task").Length;

    private interface ILine : IDisposable
    {
        /// <summary>How many texts have come; null when the line is gone.</summary>
        int? Count();
    }

    private sealed class OwnLine(string path) : ILine
    {
        private readonly SerialLineReader reader = new(new SerialPortOptions(path));
        private readonly List<SerialText> texts = [];

        public int? Count()
        {
            texts.Clear();
            return reader.Read(texts) ? texts.Count : null;
        }

        public void Dispose() => reader.Dispose();
    }

    private sealed class PortLine : ILine
    {
        private readonly SerialPort port;
        private readonly byte[] buffer = new byte[1024];

        internal PortLine(string path)
        {
            port = new SerialPort(path, 9600);
            port.Open();
        }

        public int? Count()
        {
            if (port.BytesToRead is 0) return 0;
            return buffer.AsSpan(0, port.Read(buffer, 0, buffer.Length)).Count((byte)'\n');
        }

        public void Dispose() => port.Dispose();
    }

    /// <summary>The other end of a line.</summary>
    private sealed class Terminal : IDisposable
    {
        private readonly SafeFileHandle master = new(posix_openpt(2 | 0x100), ownsHandle: true); // O_RDWR | O_NOCTTY

        internal Terminal()
        {
            var path = new byte[64];
            if (grantpt(master) != 0 || unlockpt(master) != 0 || ptsname_r(master, path, (nuint)path.Length) != 0)
                throw new IOException("No pseudo-terminal.");
            Path = Encoding.ASCII.GetString(path).TrimEnd('\0');
        }

        internal string Path { get; }

        internal void Write(string text)
        {
            var bytes = Encoding.ASCII.GetBytes(text);
            if (write(master, bytes, (nuint)bytes.Length) != bytes.Length) throw new IOException("The pseudo-terminal takes nothing.");
        }

        public void Dispose() => master.Dispose();
    }

    [DllImport("libc")]
    private static extern nint write(SafeFileHandle master, byte[] bytes, nuint count);

    [DllImport("libc")]
    private static extern int posix_openpt(int flags);

    [DllImport("libc")]
    private static extern int grantpt(SafeFileHandle master);

    [DllImport("libc")]
    private static extern int unlockpt(SafeFileHandle master);

    [DllImport("libc")]
    private static extern int ptsname_r(SafeFileHandle master, byte[] buffer, nuint length);
}
