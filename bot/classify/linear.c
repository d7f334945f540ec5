/* linear.c - see linear.h. The only user of LIBLINEAR. */
#include "bot/classify/linear.h"

#include <linear.h>
#include <stdlib.h>

struct linear_rows {
    struct arena *life;
    size_t count;
    uint32_t features;
    struct feature_node **nodes; /* of each row, ended by an index of -1 */
};

/* docs/adr/0015-classifier.md says what coarser ones cost. */
static const double precision = 0.1;

static void say_nothing(const char *text)
{
    (void)text;
}

struct linear_rows *linear_rows_new(struct arena *life, size_t count, uint32_t features)
{
    struct linear_rows *r = ARENA_NEW(life, struct linear_rows);

    *r = (struct linear_rows){life, count, features,
                              ARENA_ARRAY(life, struct feature_node *, count)};
    for (size_t i = 0; i < count; i++)
        linear_rows_set(r, i, NULL, 0);
    set_print_string_function(say_nothing);
    return r;
}

void linear_rows_set(struct linear_rows *r, size_t row, const struct linear_value *values,
                     size_t count)
{
    struct feature_node *nodes = ARENA_ARRAY(r->life, struct feature_node, count + 2);

    for (size_t i = 0; i < count; i++)
        nodes[i] = (struct feature_node){(int)values[i].feature + 1, values[i].value};
    nodes[count] = (struct feature_node){(int)r->features + 1, 1}; /* the constant */
    nodes[count + 1].index = -1;
    r->nodes[row] = nodes;
}

bool linear_fit(const struct linear_rows *r, const bool *positive, double *weights, struct err *err)
{
    struct arena *job = arena_new();
    struct problem problem = {(int)r->count, (int)r->features + 1,
                              ARENA_ARRAY(job, double, r->count), r->nodes, 1};
    struct parameter parameter = {.solver_type = L2R_L2LOSS_SVC, .eps = precision, .C = 1};
    const char *wrong;
    struct model *model;

    for (size_t i = 0; i < r->count; i++)
        problem.y[i] = positive[i] ? 1 : -1;
    wrong = check_parameter(&problem, &parameter);
    if (wrong) {
        arena_free(job);
        return err_set(err, ERR_ENGINE, "LIBLINEAR: %s", wrong);
    }
    model = train(&problem, &parameter);
    for (size_t i = 0; i <= r->features; i++)
        weights[i] = model->label[0] == 1 ? model->w[i] : -model->w[i];
    free_and_destroy_model(&model);
    arena_free(job);
    return true;
}
