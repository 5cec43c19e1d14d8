using CityKit.Samples.Compound;
using CityKit.Samples.Compound.Children;
using CityKit.Samples.Compound.Commands;

const int WrongInput = 2;
const int Failed = 1;

var parsed = SampleCommand.Create().Parse(args);
foreach (var error in parsed.Errors) Console.Error.WriteLine(error.Message);
if (parsed.Errors.Count > 0) return WrongInput;
try
{
    // A child listens to its driver, not to Ctrl-C.
    var patience = parsed.CommandResult.Command.Hidden ? (TimeSpan?)null : TimeSpan.FromSeconds(15);
    return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = patience });
}
catch (InputException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return WrongInput;
}
catch (ChildGoneException gone)
{
    Console.Error.WriteLine(gone.Message);
    return Failed;
}
