#pragma warning disable IDE0130, CA1852, CA1812, CA1823, CS0169, IDE0051 // folders in one file, for the graph alone
namespace CityKit.House.Tests.Samples.Words
{
    internal class Word : Exception
    {
        internal static int Count => 0;

        internal const int Most = 3;
    }

    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class WordAttribute : System.Attribute;
}

namespace CityKit.House.Tests.Samples.Base { internal sealed class Thing : Words.Word; }

namespace CityKit.House.Tests.Samples.Field { internal sealed class Thing { private readonly Words.Word[]? word; } }

namespace CityKit.House.Tests.Samples.Parameter { internal interface IThing { void Take(ref Words.Word word); } }

namespace CityKit.House.Tests.Samples.Body { internal static class Thing { internal static int Count() => Words.Word.Count; } }

namespace CityKit.House.Tests.Samples.Lambda { internal static class Thing { internal static Func<int> Count => () => Words.Word.Count; } }

namespace CityKit.House.Tests.Samples.Argument { internal static class Thing { internal static int Count() => Enumerable.Empty<Words.Word>()
    .Count(); } }

namespace CityKit.House.Tests.Samples.Constraint { internal sealed class Thing<T> where T : Words.Word; }

namespace CityKit.House.Tests.Samples.Attribute { [Words.Word] internal sealed class Thing; }

namespace CityKit.House.Tests.Samples.Caught
{
    internal static class Thing
    {
        internal static void Try(Action action)
        {
            try
            {
                action();
            }
            catch (Words.Word)
            {
            }
        }
    }
}

namespace CityKit.House.Tests.Samples.Nothing { internal static class Thing { internal static int Most => Words.Word.Most; } }
