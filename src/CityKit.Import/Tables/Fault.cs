using System.Xml;
using ExcelDataReader.Exceptions;
using NetTopologySuite.IO;

namespace CityKit.Import.Tables;

/// <summary>Distinguishes what a reader of a foreign format throws at damaged data from everything else.</summary>
internal static class Fault
{
    /// <summary>Whether the file's bytes are to blame. What the disk or the memory lacks is not.</summary>
    internal static bool IsOfData(Exception thrown) =>
        thrown is ExcelReaderException or XmlException or ParseException or InvalidDataException or EndOfStreamException or FormatException
        or ArgumentException or ArithmeticException or IndexOutOfRangeException or InvalidCastException or InvalidOperationException
        or KeyNotFoundException or NotSupportedException or NullReferenceException;
}
